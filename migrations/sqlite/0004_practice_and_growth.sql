CREATE TABLE `check_outs` (
	`group_id` text NOT NULL,
	`member_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`shares` integer,
	`first_words` text,
	`first_minute` integer,
	PRIMARY KEY(`group_id`, `member_id`, `meeting_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`member_id`) REFERENCES `memberships`(`group_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`,`meeting_id`) REFERENCES `meetings`(`group_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "check_outs_ranges" CHECK(shares between 0 and 3 and first_minute between 0 and 360)
) STRICT;
--> statement-breakpoint
CREATE TABLE `experiments` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`goal_id` text NOT NULL,
	`member_id` text NOT NULL,
	`text` text NOT NULL,
	`setting` text NOT NULL,
	`meeting` integer,
	`day` text,
	`likely` integer,
	`done` text,
	`happened` text,
	`learned` text,
	`planned_on` text NOT NULL,
	`settled_on` text,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`goal_id`) REFERENCES `goals`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "experiments_length" CHECK(length(text) between 1 and 140),
	CONSTRAINT "experiments_likely" CHECK(likely between 0 and 100)
) STRICT;
--> statement-breakpoint
CREATE INDEX `experiments_goal` ON `experiments` (`group_id`,`goal_id`,`id`);--> statement-breakpoint
CREATE INDEX `experiments_member` ON `experiments` (`group_id`,`member_id`,`done`);--> statement-breakpoint
CREATE TABLE `goal_frames` (
	`group_id` text NOT NULL,
	`goal_id` text NOT NULL,
	`version` integer NOT NULL,
	`ladder_version` integer NOT NULL,
	`wording` text NOT NULL,
	`note` text,
	`until` text NOT NULL,
	PRIMARY KEY(`group_id`, `goal_id`, `version`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`goal_id`) REFERENCES `goals`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `goal_ratings` (
	`group_id` text NOT NULL,
	`goal_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`member_id` text NOT NULL,
	`level` integer,
	`distance` integer,
	`ladder_version` integer NOT NULL,
	PRIMARY KEY(`group_id`, `goal_id`, `meeting_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`goal_id`) REFERENCES `goals`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "goal_ratings_ranges" CHECK(level between -2 and 2 and distance between 0 and 10 and (level is not null or distance is not null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `goals` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`member_id` text NOT NULL,
	`state` text NOT NULL,
	`title` text NOT NULL,
	`old_role` text NOT NULL,
	`old_role_words` text,
	`old_way` text,
	`served` text,
	`new_way` text,
	`why` text,
	`setting` text NOT NULL,
	`ladder` text,
	`version` integer DEFAULT 1 NOT NULL,
	`ladder_version` integer DEFAULT 1 NOT NULL,
	`visible` text NOT NULL,
	`importance` integer DEFAULT 1 NOT NULL,
	`watch` text DEFAULT '[]' NOT NULL,
	`review_every` integer DEFAULT 6 NOT NULL,
	`made_on` text NOT NULL,
	`started_on` text,
	`started_after` integer,
	`ended_on` text,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`member_id`) REFERENCES `memberships`(`group_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "goals_ranges" CHECK(importance between 1 and 3 and review_every between 2 and 24),
	CONSTRAINT "goals_title_length" CHECK(length(title) between 1 and 80)
) STRICT;
--> statement-breakpoint
CREATE INDEX `goals_member` ON `goals` (`group_id`,`member_id`,`id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`goal_id` text NOT NULL,
	`member_id` text NOT NULL,
	`from_meeting` integer NOT NULL,
	`to_meeting` integer NOT NULL,
	`wording` text NOT NULL,
	`ladder_version` integer NOT NULL,
	`choice` text,
	`note` text,
	`own_word` text,
	`t_score` integer DEFAULT false NOT NULL,
	`kept` text DEFAULT '[]' NOT NULL,
	`shared` text DEFAULT '{}' NOT NULL,
	`made_on` text NOT NULL,
	PRIMARY KEY(`group_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`goal_id`) REFERENCES `goals`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "reviews_length" CHECK(coalesce(length(note), 0) <= 1000)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_goal` ON `reviews` (`group_id`,`goal_id`,`to_meeting`);--> statement-breakpoint
CREATE INDEX `reviews_member` ON `reviews` (`group_id`,`member_id`,`id`);--> statement-breakpoint
ALTER TABLE `answers` ADD `goal_level` integer;--> statement-breakpoint
ALTER TABLE `answers` ADD `said_in_room` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `asks` ADD `goal_id` text;--> statement-breakpoint
ALTER TABLE `asks` ADD `ladder` text;--> statement-breakpoint
ALTER TABLE `asks` ADD `ladder_version` integer;