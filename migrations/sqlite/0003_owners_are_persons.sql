-- By hand: `WHERE "member_id" IS NOT NULL`. Until now an owner who left was taken off the row; such a part has no owner again.
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_ownings` (
	`group_id` text NOT NULL,
	`ask_id` text NOT NULL,
	`part_id` text NOT NULL,
	`member_id` text NOT NULL,
	`key` text NOT NULL,
	`signature` text NOT NULL,
	PRIMARY KEY(`group_id`, `ask_id`, `part_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`,`ask_id`) REFERENCES `asks`(`group_id`,`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_ownings`("group_id", "ask_id", "part_id", "member_id", "key", "signature") SELECT "group_id", "ask_id", "part_id", "member_id", "key", "signature" FROM `ownings` WHERE "member_id" IS NOT NULL;--> statement-breakpoint
DROP TABLE `ownings`;--> statement-breakpoint
ALTER TABLE `__new_ownings` RENAME TO `ownings`;--> statement-breakpoint
PRAGMA foreign_keys=ON;