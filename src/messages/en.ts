// English: every sentence a person reads, on pages, in mail and in exports. One section an area of the product.
// Values are sentences, or functions of what varies in them. Another language is another file of this shape.
import type { FieldProblem, ProblemCode } from '../contract/problem.ts';

const number = (n: number) =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][n] ??
  String(n);

export const en = {
  common: {
    product: 'Landed',
    goOn: 'Go on',
    back: 'Back',
    close: 'Close',
    cancel: 'Cancel',
    tryAgain: 'Try again',
    optional: 'optional',
    leader: 'leader',
    skip: 'Skip to the page',
    loading: 'One moment…',
    left: (n: number) => `${n} left`,
    people: (n: number) => (n === 1 ? 'one person' : `${number(n)} people`),
    /** "Ana, Ben and Ruth" */
    list: (names: readonly string[]) =>
      new Intl.ListFormat('en', { style: 'long', type: 'conjunction' }).format(names),
  },

  problems: {
    invalid_request: 'Something in this form needs another look.',
    unauthenticated: 'You are signed out. Sign in again; nothing you wrote here is lost.',
    wrong_credentials: 'That sign-in name and password don’t fit together. You can try again.',
    wrong_setup_code:
      'That is not the code on the console. It changes each time the service starts.',
    already_set_up: 'The first account exists already. Sign in, or ask a leader for an invitation.',
    foreign_origin: 'This page was opened from another address. Open it from the service’s own.',
    too_many_requests: 'That was too often in a short time. Wait a few minutes, then try again.',
    not_found: 'There is nothing here, or it is not yours to see.',
    forbidden: 'This is for the leaders of the group.',
    sign_in_name_taken: 'Somebody signs in with this name already. Choose another one.',
    name_taken: 'Somebody in the group goes by this name already. Choose another one.',
    may_not_create_groups: 'This account may not create groups. Whoever set up the service can.',
    group_not_active: 'The group is not open yet. It needs an emergency number and a crisis line.',
    crisis_contacts_missing:
      'Before the group opens it needs at least one emergency number and one crisis line.',
    group_full: 'The group is full. Ask its leader whether there is a place.',
    invitation_expired: 'This invitation has run out. Ask for a new one; your place is not lost.',
    invitation_used: 'This invitation has been used. If that was you, sign in.',
    invitation_withdrawn: 'This invitation was taken back. Ask whoever sent it.',
    agreement_changed: 'The agreement has changed since you opened this page. Read it once more.',
    already_a_member: 'You belong to this group already.',
    meeting_open: 'A meeting is open already.',
    meeting_ended: 'This meeting has ended.',
    not_at_meeting: 'You can ask about meetings you checked in to.',
    nobody_to_ask: 'Nobody else has checked in yet, so there is nobody to ask.',
    already_asked: 'You have asked about this meeting already. One ask a meeting.',
    too_late_to_ask: 'This meeting was more than two weeks ago. Ask about a newer one.',
    closing_time_past: 'That closing time has passed. Choose a later one.',
    not_asked: 'You were not asked this one: it went to those who were here when it opened.',
    ask_closed: 'This ask has closed. Nothing was sent, and your words are still here.',
    ask_opened: 'It has been opened already, so this can no longer be taken back.',
    not_opened: 'Open your answers first. Nothing opens by itself.',
    answer_changed_elsewhere:
      'You sent another answer from a different device. Both are kept; choose which one stays.',
    storage_full: 'The disk of the service is full. Nothing was saved; tell whoever runs it.',
    starting_or_stopping: 'The service is restarting. Try again in a moment; nothing was lost.',
    internal: 'Something went wrong here. It was not you, and what you wrote is kept.',
  } satisfies Record<ProblemCode, string>,

  fields: (field: FieldProblem): string => {
    switch (field.problem) {
      case 'missing':
        return 'Please fill this in.';
      case 'too_long':
        return field.limit === null ? 'This is too long.' : `At most ${field.limit} characters.`;
      case 'too_short':
        return field.limit === null || field.limit <= 1
          ? 'Please fill this in.'
          : `At least ${field.limit} characters.`;
      case 'not_allowed':
        return 'This value doesn’t work here.';
      case 'malformed':
        return 'This doesn’t look right.';
    }
  },
};
