CREATE TABLE "acceptances" (
	"group_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"accepted_at" text NOT NULL,
	CONSTRAINT "acceptances_group_id_member_id_version_pk" PRIMARY KEY("group_id","member_id","version")
);
--> statement-breakpoint
CREATE TABLE "account_groups" (
	"account_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	CONSTRAINT "account_groups_account_id_group_id_pk" PRIMARY KEY("account_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sign_in_name" text NOT NULL,
	"sign_in_folded" text NOT NULL,
	"email" text,
	"may_create_groups" boolean NOT NULL,
	"operator" boolean DEFAULT false NOT NULL,
	"leader_may_recover" boolean DEFAULT false NOT NULL,
	"created_on" text NOT NULL,
	CONSTRAINT "accounts_sign_in_length" CHECK (length(sign_in_name) between 2 and 60)
);
--> statement-breakpoint
CREATE TABLE "agenda_items" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"text" text NOT NULL,
	"ask_id" uuid,
	"added_on" text NOT NULL,
	CONSTRAINT "agenda_items_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "agenda_items_length" CHECK (length(text) between 1 and 140)
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"group_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"since" text NOT NULL,
	CONSTRAINT "agreements_group_id_version_pk" PRIMARY KEY("group_id","version"),
	CONSTRAINT "agreements_text_length" CHECK (length(text) between 1 and 8000)
);
--> statement-breakpoint
CREATE TABLE "answer_words" (
	"group_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"channel" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "answer_words_group_id_answer_id_position_pk" PRIMARY KEY("group_id","answer_id","position"),
	CONSTRAINT "answer_words_length" CHECK (length(text) between 1 and 280)
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE answer_words_p%s PARTITION OF answer_words FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "answers" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"member_id" uuid,
	"version" integer NOT NULL,
	"attempt" text NOT NULL,
	"feelings" jsonb NOT NULL,
	"body" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"pad" jsonb,
	"came_across" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"more_of" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"more_of_text" text,
	"in_room" boolean DEFAULT false NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"reactions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"understood" integer,
	"closeness" integer,
	"warmth" integer,
	"goal_level" integer,
	"said_in_room" boolean DEFAULT false NOT NULL,
	"counted" boolean NOT NULL,
	"answered_on" text NOT NULL,
	CONSTRAINT "answers_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "answers_ranges" CHECK (understood between 0 and 4 and closeness between -3 and 3 and warmth between 0 and 4)
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE answers_p%s PARTITION OF answers FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "asks" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"asker_id" uuid NOT NULL,
	"moment" text,
	"question" text NOT NULL,
	"own_question" text,
	"meant" text,
	"dose" text NOT NULL,
	"seen_by" text NOT NULL,
	"mode" text NOT NULL,
	"opened_at" text NOT NULL,
	"closes_at" text NOT NULL,
	"closed_at" text,
	"state" text NOT NULL,
	"event" text,
	"event_hash" text NOT NULL,
	"opened" boolean DEFAULT false NOT NULL,
	"opened_after_close" boolean DEFAULT false NOT NULL,
	"lost" boolean DEFAULT false NOT NULL,
	"shared" jsonb,
	"goal_id" uuid,
	"ladder" jsonb,
	"ladder_version" integer,
	CONSTRAINT "asks_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "asks_text_length" CHECK (coalesce(length(moment), 0) <= 140 and coalesce(length(own_question), 0) <= 140 and coalesce(length(meant), 0) <= 140)
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE asks_p%s PARTITION OF asks FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "attendance" (
	"group_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"checked_in_at" text NOT NULL,
	"left" boolean NOT NULL,
	CONSTRAINT "attendance_group_id_meeting_id_member_id_pk" PRIMARY KEY("group_id","meeting_id","member_id")
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE attendance_p%s PARTITION OF attendance FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "challenges" (
	"hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"expires_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "check_outs" (
	"group_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"shares" integer,
	"first_words" text,
	"first_minute" integer,
	CONSTRAINT "check_outs_group_id_member_id_meeting_id_pk" PRIMARY KEY("group_id","member_id","meeting_id"),
	CONSTRAINT "check_outs_ranges" CHECK (shares between 0 and 3 and first_minute between 0 and 360)
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE check_outs_p%s PARTITION OF check_outs FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "crisis_contacts" (
	"group_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"reach" text NOT NULL,
	CONSTRAINT "crisis_contacts_group_id_position_pk" PRIMARY KEY("group_id","position"),
	CONSTRAINT "crisis_contacts_length" CHECK (length(name) <= 80 and length(reach) <= 120)
);
--> statement-breakpoint
CREATE TABLE "eligible" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "eligible_group_id_ask_id_member_id_pk" PRIMARY KEY("group_id","ask_id","member_id")
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE eligible_p%s PARTITION OF eligible FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "events" (
	"group_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"type" text NOT NULL,
	"subjects" jsonb NOT NULL,
	"audience" jsonb,
	"on" text NOT NULL,
	CONSTRAINT "events_group_id_seq_pk" PRIMARY KEY("group_id","seq")
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE events_p%s PARTITION OF events FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "experiments" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"text" text NOT NULL,
	"setting" text NOT NULL,
	"meeting" integer,
	"day" text,
	"likely" integer,
	"done" text,
	"happened" text,
	"learned" text,
	"planned_on" text NOT NULL,
	"settled_on" text,
	CONSTRAINT "experiments_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "experiments_length" CHECK (length(text) between 1 and 140),
	CONSTRAINT "experiments_likely" CHECK (likely between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "goal_frames" (
	"group_id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"ladder_version" integer NOT NULL,
	"wording" jsonb NOT NULL,
	"note" text,
	"until" text NOT NULL,
	CONSTRAINT "goal_frames_group_id_goal_id_version_pk" PRIMARY KEY("group_id","goal_id","version")
);
--> statement-breakpoint
CREATE TABLE "goal_ratings" (
	"group_id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"level" integer,
	"distance" integer,
	"ladder_version" integer NOT NULL,
	CONSTRAINT "goal_ratings_group_id_goal_id_meeting_id_pk" PRIMARY KEY("group_id","goal_id","meeting_id"),
	CONSTRAINT "goal_ratings_ranges" CHECK (level between -2 and 2 and distance between 0 and 10 and (level is not null or distance is not null))
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE goal_ratings_p%s PARTITION OF goal_ratings FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "goals" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"old_role" text NOT NULL,
	"old_role_words" text,
	"old_way" text,
	"served" text,
	"new_way" text,
	"why" text,
	"setting" text NOT NULL,
	"ladder" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"ladder_version" integer DEFAULT 1 NOT NULL,
	"visible" text NOT NULL,
	"importance" integer DEFAULT 1 NOT NULL,
	"watch" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"review_every" integer DEFAULT 6 NOT NULL,
	"made_on" text NOT NULL,
	"started_on" text,
	"started_after" integer,
	"ended_on" text,
	CONSTRAINT "goals_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "goals_ranges" CHECK (importance between 1 and 3 and review_every between 2 and 24),
	CONSTRAINT "goals_title_length" CHECK (length(title) between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"purpose" text NOT NULL,
	"time_zone" text NOT NULL,
	"leaders" integer NOT NULL,
	"cap" integer NOT NULL,
	"state" text NOT NULL,
	"agreement_version" integer NOT NULL,
	"closed" boolean DEFAULT false NOT NULL,
	"anonymous_asks" boolean DEFAULT true NOT NULL,
	"open_meeting_id" uuid,
	"meetings" integer DEFAULT 0 NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"created_on" text NOT NULL,
	CONSTRAINT "groups_name_length" CHECK (length(name) between 1 and 80),
	CONSTRAINT "groups_purpose_length" CHECK (length(purpose) <= 300)
);
--> statement-breakpoint
CREATE TABLE "guesses" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"understood" integer,
	"closeness" integer,
	"warmth" integer,
	"fear" text,
	"fear_words" text,
	"fear_likely" integer,
	"fear_bad" integer,
	"discount" text,
	"discount_words" text,
	CONSTRAINT "guesses_group_id_ask_id_pk" PRIMARY KEY("group_id","ask_id"),
	CONSTRAINT "guesses_text_length" CHECK (coalesce(length(fear_words), 0) <= 140 and coalesce(length(discount_words), 0) <= 140),
	CONSTRAINT "guesses_ranges" CHECK (understood between 0 and 4 and closeness between -3 and 3 and warmth between 0 and 4 and fear_likely between 0 and 100 and fear_bad between 0 and 10)
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"group_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"key_hash" text NOT NULL,
	"result_id" uuid NOT NULL,
	"on" text NOT NULL,
	CONSTRAINT "idempotency_keys_group_id_member_id_key_hash_pk" PRIMARY KEY("group_id","member_id","key_hash")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"invitee" text NOT NULL,
	"role" text NOT NULL,
	"created_by" uuid NOT NULL,
	"expires_at" text NOT NULL,
	"state" text NOT NULL,
	"joined_as" uuid,
	CONSTRAINT "invitations_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "invitations_invitee_length" CHECK (length(invitee) between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "issuances" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"blinded" text NOT NULL,
	CONSTRAINT "issuances_group_id_ask_id_member_id_pk" PRIMARY KEY("group_id","ask_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "kept" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"ask_id" uuid,
	"answer_id" uuid,
	"position" integer,
	"channel" text,
	"text" text NOT NULL,
	"from_id" uuid,
	"moment" text,
	"kept_on" text NOT NULL,
	CONSTRAINT "kept_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "kept_length" CHECK (length(text) between 1 and 280)
);
--> statement-breakpoint
CREATE TABLE "late_words" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"member_id" uuid,
	"channel" text NOT NULL,
	"text" text NOT NULL,
	"read" boolean DEFAULT false NOT NULL,
	CONSTRAINT "late_words_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "late_words_length" CHECK (length(text) between 1 and 280)
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"opened_at" text NOT NULL,
	"ends_at" text NOT NULL,
	"ended_at" text,
	"rehearsal" boolean DEFAULT false NOT NULL,
	CONSTRAINT "meetings_group_id_id_pk" PRIMARY KEY("group_id","id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid,
	"name" text NOT NULL,
	"name_folded" text NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"joined_at" text NOT NULL,
	"spectator" boolean DEFAULT false NOT NULL,
	"accepted" integer DEFAULT 1 NOT NULL,
	"led_until" text,
	CONSTRAINT "memberships_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "memberships_name_length" CHECK (length(name) between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ownings" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"part_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"key" text NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "ownings_group_id_ask_id_part_id_pk" PRIMARY KEY("group_id","ask_id","part_id")
);
--> statement-breakpoint
CREATE TABLE "parts" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"reactions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "parts_group_id_ask_id_id_pk" PRIMARY KEY("group_id","ask_id","id"),
	CONSTRAINT "parts_length" CHECK (length(text) <= 280)
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE parts_p%s PARTITION OF parts FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "passes" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "passes_group_id_ask_id_member_id_pk" PRIMARY KEY("group_id","ask_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"added_on" text NOT NULL,
	"last_used_on" text,
	CONSTRAINT "passkeys_name_length" CHECK (length(name) between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "passwords" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receptions" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"reception" jsonb NOT NULL,
	CONSTRAINT "receptions_group_id_ask_id_pk" PRIMARY KEY("group_id","ask_id")
) PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..15 LOOP
		EXECUTE format('CREATE TABLE receptions_p%s PARTITION OF receptions FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" uuid NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "recovery_codes_account_id_hash_pk" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_links" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"group_id" uuid NOT NULL,
	"made_by" uuid NOT NULL,
	"on" text NOT NULL,
	"usable_from" text NOT NULL,
	"usable_until" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reflections" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"happened" text,
	"likely_next" integer,
	"line" text,
	CONSTRAINT "reflections_group_id_ask_id_pk" PRIMARY KEY("group_id","ask_id"),
	CONSTRAINT "reflections_likely" CHECK (likely_next between 0 and 100),
	CONSTRAINT "reflections_length" CHECK (coalesce(length(line), 0) <= 140)
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"reported_by" uuid NOT NULL,
	"author_id" uuid,
	"reason" text NOT NULL,
	"outcome" text,
	"on" text NOT NULL,
	CONSTRAINT "reports_group_id_id_pk" PRIMARY KEY("group_id","id")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"group_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"from_meeting" integer NOT NULL,
	"to_meeting" integer NOT NULL,
	"wording" jsonb NOT NULL,
	"ladder_version" integer NOT NULL,
	"choice" text,
	"note" text,
	"own_word" text,
	"t_score" boolean DEFAULT false NOT NULL,
	"kept" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"shared" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"made_on" text NOT NULL,
	CONSTRAINT "reviews_group_id_id_pk" PRIMARY KEY("group_id","id"),
	CONSTRAINT "reviews_length" CHECK (coalesce(length(note), 0) <= 1000)
);
--> statement-breakpoint
CREATE TABLE "security_log" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"event" text NOT NULL,
	"detail" text NOT NULL,
	"on" text NOT NULL,
	CONSTRAINT "security_log_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"last_seen_on" text NOT NULL,
	"expires_on" text NOT NULL,
	"device" text DEFAULT '' NOT NULL,
	"opened_on" text,
	"only_group_id" uuid,
	"only_ask_id" uuid
);
--> statement-breakpoint
CREATE TABLE "spent_tickets" (
	"group_id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"key" text NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "spent_tickets_group_id_ask_id_key_pk" PRIMARY KEY("group_id","ask_id","key")
);
--> statement-breakpoint
ALTER TABLE "acceptances" ADD CONSTRAINT "acceptances_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acceptances" ADD CONSTRAINT "acceptances_group_id_member_id_memberships_group_id_id_fk" FOREIGN KEY ("group_id","member_id") REFERENCES "public"."memberships"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_groups" ADD CONSTRAINT "account_groups_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_group_id_member_id_memberships_group_id_id_fk" FOREIGN KEY ("group_id","member_id") REFERENCES "public"."memberships"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_words" ADD CONSTRAINT "answer_words_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_words" ADD CONSTRAINT "answer_words_group_id_answer_id_answers_group_id_id_fk" FOREIGN KEY ("group_id","answer_id") REFERENCES "public"."answers"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_group_id_meeting_id_meetings_group_id_id_fk" FOREIGN KEY ("group_id","meeting_id") REFERENCES "public"."meetings"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_group_id_meeting_id_meetings_group_id_id_fk" FOREIGN KEY ("group_id","meeting_id") REFERENCES "public"."meetings"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_outs" ADD CONSTRAINT "check_outs_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_outs" ADD CONSTRAINT "check_outs_group_id_member_id_memberships_group_id_id_fk" FOREIGN KEY ("group_id","member_id") REFERENCES "public"."memberships"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_outs" ADD CONSTRAINT "check_outs_group_id_meeting_id_meetings_group_id_id_fk" FOREIGN KEY ("group_id","meeting_id") REFERENCES "public"."meetings"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "crisis_contacts" ADD CONSTRAINT "crisis_contacts_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eligible" ADD CONSTRAINT "eligible_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eligible" ADD CONSTRAINT "eligible_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_group_id_goal_id_goals_group_id_id_fk" FOREIGN KEY ("group_id","goal_id") REFERENCES "public"."goals"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_frames" ADD CONSTRAINT "goal_frames_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_frames" ADD CONSTRAINT "goal_frames_group_id_goal_id_goals_group_id_id_fk" FOREIGN KEY ("group_id","goal_id") REFERENCES "public"."goals"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_ratings" ADD CONSTRAINT "goal_ratings_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_ratings" ADD CONSTRAINT "goal_ratings_group_id_goal_id_goals_group_id_id_fk" FOREIGN KEY ("group_id","goal_id") REFERENCES "public"."goals"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_group_id_member_id_memberships_group_id_id_fk" FOREIGN KEY ("group_id","member_id") REFERENCES "public"."memberships"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guesses" ADD CONSTRAINT "guesses_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guesses" ADD CONSTRAINT "guesses_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuances" ADD CONSTRAINT "issuances_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuances" ADD CONSTRAINT "issuances_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept" ADD CONSTRAINT "kept_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept" ADD CONSTRAINT "kept_group_id_member_id_memberships_group_id_id_fk" FOREIGN KEY ("group_id","member_id") REFERENCES "public"."memberships"("group_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_words" ADD CONSTRAINT "late_words_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_words" ADD CONSTRAINT "late_words_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownings" ADD CONSTRAINT "ownings_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownings" ADD CONSTRAINT "ownings_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parts" ADD CONSTRAINT "parts_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parts" ADD CONSTRAINT "parts_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passes" ADD CONSTRAINT "passes_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passes" ADD CONSTRAINT "passes_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passwords" ADD CONSTRAINT "passwords_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receptions" ADD CONSTRAINT "receptions_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receptions" ADD CONSTRAINT "receptions_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_links" ADD CONSTRAINT "recovery_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflections" ADD CONSTRAINT "reflections_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflections" ADD CONSTRAINT "reflections_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_group_id_goal_id_goals_group_id_id_fk" FOREIGN KEY ("group_id","goal_id") REFERENCES "public"."goals"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_log" ADD CONSTRAINT "security_log_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spent_tickets" ADD CONSTRAINT "spent_tickets_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spent_tickets" ADD CONSTRAINT "spent_tickets_group_id_ask_id_asks_group_id_id_fk" FOREIGN KEY ("group_id","ask_id") REFERENCES "public"."asks"("group_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_sign_in" ON "accounts" USING btree ("sign_in_folded");--> statement-breakpoint
CREATE UNIQUE INDEX "answers_member" ON "answers" USING btree ("group_id","ask_id","member_id");--> statement-breakpoint
CREATE INDEX "asks_asker" ON "asks" USING btree ("group_id","asker_id","meeting_id");--> statement-breakpoint
CREATE INDEX "asks_due" ON "asks" USING btree ("state","closes_at");--> statement-breakpoint
CREATE INDEX "attendance_member" ON "attendance" USING btree ("group_id","member_id");--> statement-breakpoint
CREATE INDEX "eligible_member" ON "eligible" USING btree ("group_id","member_id");--> statement-breakpoint
CREATE INDEX "experiments_goal" ON "experiments" USING btree ("group_id","goal_id","id");--> statement-breakpoint
CREATE INDEX "experiments_member" ON "experiments" USING btree ("group_id","member_id","done");--> statement-breakpoint
CREATE INDEX "goals_member" ON "goals" USING btree ("group_id","member_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "invitations" USING btree ("group_id","token_hash");--> statement-breakpoint
CREATE INDEX "kept_member" ON "kept" USING btree ("group_id","member_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "kept_once" ON "kept" USING btree ("group_id","member_id","answer_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "late_words_member" ON "late_words" USING btree ("group_id","ask_id","member_id");--> statement-breakpoint
CREATE INDEX "meetings_due" ON "meetings" USING btree ("ended_at","ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_account" ON "memberships" USING btree ("group_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_name" ON "memberships" USING btree ("group_id","name_folded");--> statement-breakpoint
CREATE INDEX "passkeys_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reports_answer" ON "reports" USING btree ("group_id","answer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_goal" ON "reviews" USING btree ("group_id","goal_id","to_meeting");--> statement-breakpoint
CREATE INDEX "reviews_member" ON "reviews" USING btree ("group_id","member_id","id");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "spent_tickets_member" ON "spent_tickets" USING btree ("group_id","ask_id","member_id");