// The frame of the desk's page, and the form that asks for the token. Runs in node. Every value is escaped by html``.
import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

export function frame(title: string, signedIn: boolean, content: Html): Html {
  const signOut = html`<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><p class="name">Flagpost <span>desk</span></p>${signedIn ? signOut : ''}</header>
<main>${content}</main>
</body>
</html>`;
}

export function signInPage(refused: boolean): Html {
  const refusal = html`<p class="refusal" id="refusal" role="alert">That is not this desk’s token.</p>`;
  const described = refused ? html`aria-invalid="true" aria-describedby="refusal"` : '';
  return frame(
    'Sign in · Flagpost desk',
    false,
    html`<form class="sign-in" method="post" action="/sign-in">
<h1>Sign in</h1>
<p>The desk showed its token when it was first started. It is kept in the file <code>token</code> in its data
directory.</p>
<label for="token">Token</label>
<input id="token" name="token" type="password" required autofocus autocomplete="off" spellcheck="false" ${described}>
${refused ? refusal : ''}
<button>Sign in</button>
</form>`,
  );
}
