/** The group that is being left from this page: that it is not there any more is no news to whoever leaves. */
export const going: { from: string | null } = { from: null };
