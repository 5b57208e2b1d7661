ALTER TABLE "answers" ADD COLUMN "words" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
-- By hand: what has been said comes along.
UPDATE "answers" SET "words" = said."words" FROM (
	SELECT "group_id", "answer_id", jsonb_agg(jsonb_build_object('channel', "channel", 'text', "text") ORDER BY "position") AS "words"
	FROM "answer_words"
	GROUP BY "group_id", "answer_id"
) said WHERE "answers"."group_id" = said."group_id" AND "answers"."id" = said."answer_id";--> statement-breakpoint
DROP TABLE "answer_words" CASCADE;
