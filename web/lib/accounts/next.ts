/** Where to go after signing in: `?next=`, if it is a page of this service, else home. */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  // "//elsewhere" and "/\elsewhere" leave the service.
  return /^\/(?![/\\])/.test(next) ? next : '/';
}
