CREATE TABLE `issuances` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`member_id` text NOT NULL,
	`blinded` text NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`, `member_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `ownings` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`part_id` text NOT NULL,
	`member_id` text,
	`key` text NOT NULL,
	`signature` text NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`, `part_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `parts` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`id` text NOT NULL,
	`channel` text,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`hidden` integer DEFAULT false NOT NULL,
	`reactions` text DEFAULT '[]' NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`, `id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "parts_length" CHECK(length(text) <= 280)
) STRICT;
--> statement-breakpoint
CREATE TABLE `spent_tickets` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`key` text NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`, `key`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `spent_tickets_member` ON `spent_tickets` (`group_id`,`ask_id`,`member_id`);--> statement-breakpoint
ALTER TABLE `asks` ADD `lost` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `groups` ADD `anonymous_asks` integer DEFAULT true NOT NULL;