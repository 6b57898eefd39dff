// Facts of Google Drive, Docs and Sites that need neither page nor network. Runs anywhere.
import type { Facts } from '../platform';

export const facts: Facts = {
  platform: 'google',
  name: 'Google Drive, Docs and Sites',
  hosts: ['drive.google.com', 'docs.google.com', 'sites.google.com'],
  ownAccount: ['#gb', 'a[href*="accounts.google.com/SignOutOptions"]', '#docs-bars [aria-label*="@"]'],
};
