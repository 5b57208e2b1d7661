CREATE TABLE `agenda_items` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`member_id` text NOT NULL,
	`text` text NOT NULL,
	`ask_id` text,
	`added_on` text NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`member_id`) REFERENCES `memberships`(`group_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "agenda_items_length" CHECK(length(text) between 1 and 140)
) STRICT;
--> statement-breakpoint
CREATE TABLE `challenges` (
	`hash` text PRIMARY KEY NOT NULL,
	`account_id` text,
	`expires_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `kept` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`member_id` text NOT NULL,
	`ask_id` text,
	`answer_id` text,
	`position` integer,
	`channel` text,
	`text` text NOT NULL,
	`from_id` text,
	`moment` text,
	`kept_on` text NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`member_id`) REFERENCES `memberships`(`group_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "kept_length" CHECK(length(text) between 1 and 280)
) STRICT;
--> statement-breakpoint
CREATE INDEX `kept_member` ON `kept` (`group_id`,`member_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `kept_once` ON `kept` (`group_id`,`member_id`,`answer_id`,`position`);--> statement-breakpoint
CREATE TABLE `late_words` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`ask_id` text NOT NULL,
	`member_id` text,
	`channel` text NOT NULL,
	`text` text NOT NULL,
	`read` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "late_words_length" CHECK(length(text) between 1 and 280)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `late_words_member` ON `late_words` (`group_id`,`ask_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`name` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`added_on` text NOT NULL,
	`last_used_on` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "passkeys_name_length" CHECK(length(name) between 1 and 60)
) STRICT;
--> statement-breakpoint
CREATE INDEX `passkeys_account` ON `passkeys` (`account_id`);--> statement-breakpoint
CREATE TABLE `recovery_links` (
	`account_id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`group_id` text NOT NULL,
	`made_by` text NOT NULL,
	`on` text NOT NULL,
	`usable_from` text NOT NULL,
	`usable_until` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `reflections` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`happened` text,
	`likely_next` integer,
	`line` text,
	PRIMARY KEY(`group_id`, `ask_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "reflections_likely" CHECK(likely_next between 0 and 100),
	CONSTRAINT "reflections_length" CHECK(coalesce(length(line), 0) <= 140)
) STRICT;
--> statement-breakpoint
CREATE TABLE `reports` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`ask_id` text NOT NULL,
	`answer_id` text NOT NULL,
	`reported_by` text NOT NULL,
	`author_id` text,
	`reason` text NOT NULL,
	`outcome` text,
	`on` text NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_answer` ON `reports` (`group_id`,`answer_id`);--> statement-breakpoint
CREATE TABLE `security_log` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`event` text NOT NULL,
	`detail` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
ALTER TABLE `accounts` ADD `operator` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `leader_may_recover` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `answers` ADD `body` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `answers` ADD `pad` text;--> statement-breakpoint
ALTER TABLE `answers` ADD `came_across` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `answers` ADD `more_of` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `answers` ADD `more_of_text` text;--> statement-breakpoint
ALTER TABLE `answers` ADD `in_room` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `answers` ADD `hidden` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `answers` ADD `reactions` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `asks` ADD `shared` text;--> statement-breakpoint
ALTER TABLE `groups` ADD `closed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `meetings` ADD `rehearsal` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `spectator` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `accepted` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `led_until` text;--> statement-breakpoint
ALTER TABLE `passes` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `device` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `opened_on` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `only_group_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `only_ask_id` text;--> statement-breakpoint
-- By hand: the first account set the service up, so it is the one that says who may create groups.
UPDATE `accounts` SET `operator` = true WHERE `id` = (SELECT `id` FROM `accounts` ORDER BY `created_on`, `id` LIMIT 1);
