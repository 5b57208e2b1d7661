ALTER TABLE `answers` ADD `words` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
-- By hand: what has been said comes along.
UPDATE `answers` SET `words` = (
	SELECT json_group_array(json_object('channel', said.`channel`, 'text', said.`text`) ORDER BY said.`position`)
	FROM `answer_words` said
	WHERE said.`group_id` = `answers`.`group_id` AND said.`answer_id` = `answers`.`id`
) WHERE EXISTS (
	SELECT 1 FROM `answer_words` said
	WHERE said.`group_id` = `answers`.`group_id` AND said.`answer_id` = `answers`.`id`
);--> statement-breakpoint
DROP TABLE `answer_words`;
