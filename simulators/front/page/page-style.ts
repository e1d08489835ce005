/** The page's style: two columns, or one below 760 px; light and dark by the reader's setting. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #fff; --panel: #f4f5f7; --text: #1c2430; --soft: #55606f; --line: #d5dae1;
  --accent: #1d4fd7; --chosen: #e3ebff; --in: #f0f2f5; --out: #e5efff; --note: #fff4d1; --open: #14663a; --closed: #55606f; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181f; --panel: #1b212a; --text: #e8ecf2; --soft: #a9b4c2;
  --line: #333d4a; --accent: #8fb2ff; --chosen: #25355c; --in: #222a35; --out: #1e3154; --note: #40371b; --open: #7ed8a3; --closed: #a9b4c2; } }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: grid; grid-template: auto auto 1fr / minmax(280px, 360px) 1fr; background: var(--ground);
  color: var(--text); font: 15px/1.45 system-ui, sans-serif; grid-template-areas: 'top top' 'inboxes conversation' 'list conversation'; }
h1, h2, p { margin: 0; } h1 { font-size: 1.15rem; } h2 { font-size: 1.3rem; overflow-wrap: anywhere; }
ul, ol { list-style: none; margin: 0; padding: 0; } a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: -3px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 8px; z-index: 1; }
.top { grid-area: top; display: flex; gap: 12px; align-items: baseline; padding: 10px 16px; border-bottom: 1px solid var(--line); }
.top [role=status] { margin-left: auto; }
.hint, time, .assignee, .direction { color: var(--soft); font-size: .87rem; } section > .hint, main > .hint { padding: 16px; }
nav { grid-area: inboxes; background: var(--panel); border-right: 1px solid var(--line); padding: 8px; }
nav a { display: flex; justify-content: space-between; padding: 6px 10px; border-radius: 6px; color: inherit; text-decoration: none; }
section { grid-area: list; background: var(--panel); border-right: 1px solid var(--line); overflow-y: auto; }
.filters { display: flex; gap: 4px; padding: 8px; border-block: 1px solid var(--line); }
.filters a { padding: 3px 10px; border-radius: 99px; text-decoration: none; }
.items > li { border-bottom: 1px solid var(--line); } .items > li > a { display: block; padding: 10px 16px; color: inherit; text-decoration: none; }
nav [aria-current], .filters [aria-current], .items > li:has(> [aria-current]) { background: var(--chosen); } nav a:hover, .items a:hover { text-decoration: underline; }
.row { display: flex; justify-content: space-between; gap: 8px; flex-wrap: wrap; } p.row { justify-content: flex-start; }
.items strong, .subject, dd, .body { overflow-wrap: anywhere; min-width: 0; } .subject { display: block; }
.status { font-weight: 600; font-size: .87rem; } .assigned, .unassigned { color: var(--open); } .archived, .deleted { color: var(--closed); }
.tags { display: flex; flex-wrap: wrap; gap: 4px; } .items .tags { padding: 0 16px 10px; }
.tags li { border: 1px solid var(--soft); border-radius: 99px; padding: 0 8px; font-size: .82rem; }
main { grid-area: conversation; overflow-y: auto; } article { padding: 16px 24px; display: grid; gap: 12px; max-width: 900px; }
article > header { display: flex; justify-content: space-between; gap: 12px; align-items: start; } .back { display: none; }
button { font: inherit; padding: 6px 16px; border-radius: 6px; border: 1px solid var(--accent); background: var(--ground); color: var(--accent); cursor: pointer; }
.facts { margin: 0; padding: 10px 0; border-block: 1px solid var(--line); display: grid; gap: 4px; }
.facts div { display: grid; grid-template-columns: 96px 1fr; gap: 8px; } dt { color: var(--soft); } dd { margin: 0; }
.entries { display: grid; gap: 10px; } .entry { padding: 10px 14px; border-radius: 10px; max-width: 88%; }
.in { background: var(--in); justify-self: start; } .out { background: var(--out); justify-self: end; }
.comment { background: var(--note); border-left: 4px solid var(--soft); justify-self: stretch; max-width: none; }
.byline { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: baseline; } .body { white-space: pre-wrap; }
aside { grid-area: plugin; border-left: 1px solid var(--line); } iframe { display: block; width: 100%; height: 100%; border: 0; }
.with-plugin { grid-template: auto auto 1fr / minmax(260px, 320px) 1fr 320px;
  grid-template-areas: 'top top top' 'inboxes conversation plugin' 'list conversation plugin'; }
@media (max-width: 1000px) { aside { display: none; } .with-plugin { grid-template: auto auto 1fr / minmax(260px, 320px) 1fr;
  grid-template-areas: 'top top' 'inboxes conversation' 'list conversation'; } }
@media (max-width: 760px) {
  body { display: block; height: auto; } section, main { overflow: visible; } nav, section { border-right: 0; }
  nav ul { display: flex; flex-wrap: wrap; gap: 4px; } nav a { gap: 8px; } .back { display: inline-block; padding: 4px 0; }
  .reading nav, .reading section, .listing main { display: none; } article { padding: 12px 16px; } .entry { max-width: none; }
  .in, .out { justify-self: stretch; } }
`;
