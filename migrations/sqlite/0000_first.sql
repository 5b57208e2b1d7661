CREATE TABLE `acceptances` (
	`group_id` text NOT NULL,
	`member_id` text NOT NULL,
	`version` integer NOT NULL,
	`accepted_at` text NOT NULL,
	PRIMARY KEY(`group_id`, `member_id`, `version`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`member_id`) REFERENCES `memberships`(`group_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `account_groups` (
	`account_id` text NOT NULL,
	`group_id` text NOT NULL,
	PRIMARY KEY(`account_id`, `group_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`sign_in_name` text NOT NULL,
	`sign_in_folded` text NOT NULL,
	`email` text,
	`may_create_groups` integer NOT NULL,
	`created_on` text NOT NULL,
	CONSTRAINT "accounts_sign_in_length" CHECK(length(sign_in_name) between 2 and 60)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_sign_in` ON `accounts` (`sign_in_folded`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`group_id` text NOT NULL,
	`version` integer NOT NULL,
	`text` text NOT NULL,
	`since` text NOT NULL,
	PRIMARY KEY(`group_id`, `version`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "agreements_text_length" CHECK(length(text) between 1 and 8000)
) STRICT;
--> statement-breakpoint
CREATE TABLE `answer_words` (
	`group_id` text NOT NULL,
	`answer_id` text NOT NULL,
	`position` integer NOT NULL,
	`channel` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`group_id`, `answer_id`, `position`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`answer_id`) REFERENCES `answers`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "answer_words_length" CHECK(length(text) between 1 and 280)
) STRICT;
--> statement-breakpoint
CREATE TABLE `answers` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`ask_id` text NOT NULL,
	`member_id` text,
	`version` integer NOT NULL,
	`attempt` text NOT NULL,
	`feelings` text NOT NULL,
	`understood` integer,
	`closeness` integer,
	`warmth` integer,
	`counted` integer NOT NULL,
	`answered_on` text NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "answers_ranges" CHECK(understood between 0 and 4 and closeness between -3 and 3 and warmth between 0 and 4)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `answers_member` ON `answers` (`group_id`,`ask_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `asks` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`asker_id` text NOT NULL,
	`moment` text,
	`question` text NOT NULL,
	`own_question` text,
	`meant` text,
	`dose` text NOT NULL,
	`seen_by` text NOT NULL,
	`mode` text NOT NULL,
	`opened_at` text NOT NULL,
	`closes_at` text NOT NULL,
	`closed_at` text,
	`state` text NOT NULL,
	`event` text,
	`event_hash` text NOT NULL,
	`opened` integer DEFAULT false NOT NULL,
	`opened_after_close` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`meeting_id`) REFERENCES `meetings`(`group_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "asks_text_length" CHECK(coalesce(length(moment), 0) <= 140 and coalesce(length(own_question), 0) <= 140 and coalesce(length(meant), 0) <= 140)
) STRICT;
--> statement-breakpoint
CREATE INDEX `asks_asker` ON `asks` (`group_id`,`asker_id`,`meeting_id`);--> statement-breakpoint
CREATE INDEX `asks_due` ON `asks` (`state`,`closes_at`);--> statement-breakpoint
CREATE TABLE `attendance` (
	`group_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`member_id` text NOT NULL,
	`checked_in_at` text NOT NULL,
	`left` integer NOT NULL,
	PRIMARY KEY(`group_id`, `meeting_id`, `member_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`meeting_id`) REFERENCES `meetings`(`group_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `attendance_member` ON `attendance` (`group_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `crisis_contacts` (
	`group_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`reach` text NOT NULL,
	PRIMARY KEY(`group_id`, `position`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "crisis_contacts_length" CHECK(length(name) <= 80 and length(reach) <= 120)
) STRICT;
--> statement-breakpoint
CREATE TABLE `eligible` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`, `member_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `eligible_member` ON `eligible` (`group_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`group_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`subjects` text NOT NULL,
	`audience` text,
	`on` text NOT NULL,
	PRIMARY KEY(`group_id`, `seq`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `groups` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`purpose` text NOT NULL,
	`time_zone` text NOT NULL,
	`leaders` integer NOT NULL,
	`cap` integer NOT NULL,
	`state` text NOT NULL,
	`agreement_version` integer NOT NULL,
	`open_meeting_id` text,
	`meetings` integer DEFAULT 0 NOT NULL,
	`seq` integer DEFAULT 0 NOT NULL,
	`created_on` text NOT NULL,
	CONSTRAINT "groups_name_length" CHECK(length(name) between 1 and 80),
	CONSTRAINT "groups_purpose_length" CHECK(length(purpose) <= 300)
) STRICT;
--> statement-breakpoint
CREATE TABLE `guesses` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`understood` integer,
	`closeness` integer,
	`warmth` integer,
	`fear` text,
	`fear_words` text,
	`fear_likely` integer,
	`fear_bad` integer,
	`discount` text,
	`discount_words` text,
	PRIMARY KEY(`group_id`, `ask_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "guesses_text_length" CHECK(coalesce(length(fear_words), 0) <= 140 and coalesce(length(discount_words), 0) <= 140),
	CONSTRAINT "guesses_ranges" CHECK(understood between 0 and 4 and closeness between -3 and 3 and warmth between 0 and 4 and fear_likely between 0 and 100 and fear_bad between 0 and 10)
) STRICT;
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`group_id` text NOT NULL,
	`member_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`result_id` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`group_id`, `member_id`, `key_hash`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `invitations` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`token_hash` text NOT NULL,
	`invitee` text NOT NULL,
	`role` text NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` text NOT NULL,
	`state` text NOT NULL,
	`joined_as` text,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "invitations_invitee_length" CHECK(length(invitee) between 1 and 40)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token` ON `invitations` (`group_id`,`token_hash`);--> statement-breakpoint
CREATE TABLE `meetings` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`opened_at` text NOT NULL,
	`ends_at` text NOT NULL,
	`ended_at` text,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `meetings_due` ON `meetings` (`ended_at`,`ends_at`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`account_id` text,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`role` text NOT NULL,
	`state` text NOT NULL,
	`joined_at` text NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "memberships_name_length" CHECK(length(name) between 1 and 40)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `memberships_account` ON `memberships` (`group_id`,`account_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `memberships_name` ON `memberships` (`group_id`,`name_folded`);--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `passes` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`, `member_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `passwords` (
	`account_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `receptions` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`n` integer NOT NULL,
	`reception` text NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`account_id` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`account_id`, `hash`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`last_seen_on` text NOT NULL,
	`expires_on` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `sessions_account` ON `sessions` (`account_id`);