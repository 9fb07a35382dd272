"""The look of the page: one style sheet, system fonts, no image and nothing to fetch."""

STYLE = """
:root { --ink: #1d2b3a; --soft: #5f7082; --line: #dfe6ed; --paper: #f4f6f9; --accent: #1f5f99; }
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; }
body { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 384px; height: 100vh; color: var(--ink);
  background: var(--paper); font: 14px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
  "Noto Sans SC", system-ui, sans-serif; }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; padding: 10px 20px;
  background: #fff; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 18px; font-weight: 650; letter-spacing: .02em; }
#count { margin: 0; color: var(--soft); font-size: 12.5px; }
#names { flex: 1 1 300px; }
form { display: flex; gap: 8px; flex: 0 1 400px; margin-left: auto; }
input { flex: 1; min-width: 0; padding: 7px 12px; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px; }
input:focus, button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
button { font: inherit; color: inherit; background: #fff; border: 1px solid var(--line); border-radius: 8px;
  padding: 6px 12px; cursor: pointer; }
button:hover { border-color: #a9bccf; }
form button { white-space: nowrap; }
main { position: relative; min-width: 0; min-height: 0; }
#mynetwork { position: absolute; inset: 0; overflow: hidden; }
#mynetwork canvas { outline: none; }
#legend { position: absolute; left: 14px; bottom: 14px; z-index: 2; display: flex; flex-wrap: wrap; gap: 5px;
  max-width: calc(100% - 28px); }
#legend button { display: flex; align-items: center; gap: 6px; padding: 3px 9px; font-size: 12px;
  background: rgba(255, 255, 255, .94); border-radius: 99px; }
#legend button[aria-pressed="false"] { opacity: .45; text-decoration: line-through; }
#legend small, .en { color: var(--soft); font-size: .86em; font-weight: 400; }
.mark { flex: none; font-size: 14px; line-height: 1; }
aside { overflow-y: auto; padding: 18px 20px 40px; background: #fff; border-left: 1px solid var(--line); }
aside h2 { margin: 2px 0 6px; font-size: 18px; line-height: 1.4; overflow-wrap: anywhere; }
aside h3 { margin: 22px 0 6px; padding-bottom: 5px; font-size: 13.5px; border-bottom: 1px solid var(--line); }
aside p { margin: 6px 0; color: var(--soft); }
.kind { display: inline-flex; align-items: center; gap: 6px; font-size: 12.5px; color: var(--soft); }
.item { padding: 9px 0 10px; border-bottom: 1px dashed var(--line); }
.item:last-child { border-bottom: 0; }
.to { display: inline-flex; align-items: baseline; gap: 6px; padding: 0; border: 0; background: none;
  color: var(--accent); font-weight: 600; text-align: left; overflow-wrap: anywhere; }
.to:hover { text-decoration: underline; }
.chip { display: inline-block; margin-left: 6px; padding: 0 7px; font-size: 12px; color: #35506b; background: #e9f0f6;
  border-radius: 5px; white-space: nowrap; }
.chip.lead { color: #7c3a00; background: #fdebd7; }
blockquote { margin: 7px 0 0; padding: 7px 11px; background: var(--paper); border-left: 3px solid #b9cbdc;
  border-radius: 0 7px 7px 0; overflow-wrap: anywhere; white-space: pre-line; unicode-bidi: isolate; }
cite { display: block; margin-top: 3px; font-style: normal; font-size: 12px; color: var(--soft);
  overflow-wrap: anywhere; }
details { margin-top: 6px; font-size: 13px; }
summary { cursor: pointer; color: var(--soft); }
.more { width: 100%; margin-top: 8px; color: var(--soft); }
.top { display: flex; justify-content: space-between; gap: 12px; padding: 5px 0;
  border-bottom: 1px dashed var(--line); }
.top > span:last-child { color: var(--soft); font-size: 12.5px; white-space: nowrap; }
@media (max-width: 800px) {
  body { display: block; height: auto; }
  header { padding: 10px 14px; }
  form { flex: 1 1 100%; margin: 0; }
  main { height: 56vh; min-height: 340px; }
  #legend { left: 8px; bottom: 8px; gap: 4px; }
  #legend button { padding: 1px 8px; font-size: 11.5px; }
  #legend .en { display: none; }
  aside { border-left: 0; border-top: 1px solid var(--line); padding: 14px 14px 40px; overflow: visible; }
}
"""
