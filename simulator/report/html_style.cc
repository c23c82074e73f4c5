#include "simulator/report/html_style.h"

namespace simulator {

namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1c2330; --muted: #5c6675; --line: #d9dee6;
  --code: #f1f3f6; --accent: #2f5fd0; --good: #14783c; --good-back: #dff3e6; --bad: #b3261e;
  --bad-back: #fbe3e1; --warn: #8a5a00; --warn-back: #fdf0d3; --session: #6b3fc4;
  --session-back: #ebe3fb; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171c; --card: #1c2027; --text: #e3e7ee; --muted: #98a2b3; --line: #343b47;
  --code: #242a33; --accent: #8fb0ff; --good: #6cd391; --good-back: #173724; --bad: #ff9289;
  --bad-back: #451f1d; --warn: #f0c265; --warn-back: #40310f; --session: #c0a4ff;
  --session-back: #33264f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; }
body > header, main { max-width: 1180px; margin: 0 auto; padding: 20px 24px 0; }
main { padding-bottom: 60px; }
h1 { font-size: 24px; margin: 8px 0 2px; } h2 { font-size: 18px; margin: 0; }
h4 { margin: 20px 0 6px; font-size: 14px; } h5 { margin: 0 0 6px; font-size: 13px; }
code, pre, .actor { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
code { overflow-wrap: anywhere; }
pre { margin: 6px 0; padding: 10px 12px; background: var(--code); border-radius: 6px;
  overflow-x: auto; line-height: 1.45; }
a { color: var(--accent); }
.muted { color: var(--muted); } .place { font-size: 12.5px; margin-bottom: 0; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; vertical-align: top; }
td, th { padding: 4px 10px 4px 0; overflow-wrap: anywhere; vertical-align: top; }
td pre { margin: 0; }
.counts { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0; }
.counts div { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 8px 16px; min-width: 110px; }
.counts b { display: block; font-size: 22px; line-height: 1.2; }
.counts .good b { color: var(--good); } .counts .bad b { color: var(--bad); }
.bar { display: flex; height: 8px; border-radius: 4px; overflow: hidden; background: var(--line); }
.bar .good { background: var(--good); } .bar .bad { background: var(--bad); }
.bar .warn { background: var(--warn); }
.index { margin: 16px 0; } .index table { font-size: 14px; margin-top: 8px; }
.index td, .index th { border-top: 1px solid var(--line); padding: 5px 12px 5px 0; }
.index td:first-child { width: 24px; text-align: center; }
.pass { color: var(--good); font-weight: 700; } .fail { color: var(--bad); font-weight: 700; }
#only-failed:checked ~ main .scenario.good, #only-failed:checked ~ header tr.good { display: none; }
#only-failed { float: right; margin: 24px 24px 0 8px; }
label[for=only-failed] { float: right; margin-top: 19px; font-size: 14px; }
#only-failed:checked + label { color: var(--bad); }
.scenario { background: var(--card); border: 1px solid var(--line); border-left-width: 5px;
  border-radius: 8px; margin: 16px 0; padding: 14px 18px; }
.scenario.good { border-left-color: var(--good); } .scenario.bad { border-left-color: var(--bad); }
.scenario > summary { list-style-position: outside; margin-left: 6px; }
.scenario > summary h2 { display: inline; } .scenario > summary .muted { font-size: 13px; }
.tag { display: inline-block; background: var(--code); border-radius: 10px; padding: 0 9px;
  margin-right: 4px; font-size: 12px; color: var(--muted); }
.prose { white-space: pre-line; max-width: 75ch; } .prose p { margin: 8px 0; }
.scroll { overflow-x: auto; padding-bottom: 4px; }
.step { border: 1px solid var(--line); border-radius: 6px; margin: 6px 0; }
.step > summary { display: grid; grid-template-columns: 26px minmax(180px, 2fr) 3fr;
  gap: 4px 10px; padding: 7px 12px; align-items: baseline; list-style: none; }
.step > summary::-webkit-details-marker { display: none; }
.step > summary:hover { background: var(--code); border-radius: 6px; }
.step > summary .mark { font-weight: 700; text-align: center; border-radius: 4px; }
.passed .mark { color: var(--good); background: var(--good-back); }
.failed .mark { color: var(--bad); background: var(--bad-back); }
.knownGap .mark, .notRun .mark, .skipped .mark { color: var(--warn); background: var(--warn-back); }
.failed.step { border-color: var(--bad); }
.doing { overflow-wrap: anywhere; } .outcome { color: var(--muted); font-size: 13px; }
.inside { padding: 4px 16px 12px; border-top: 1px solid var(--line); }
.note { background: var(--warn-back); border-radius: 6px; padding: 6px 12px; }
.mismatches { margin: 8px 0; font-size: 14px; background: var(--bad-back); border-radius: 6px; }
.mismatches td, .mismatches th { padding: 5px 12px; }
.mismatches .actual { color: var(--bad); } .mismatches .expected { color: var(--good); }
.wire { display: grid; grid-template-columns: 1fr 1fr; gap: 18px; margin: 10px 0; }
.wire > div { min-width: 0; } .wire table { font-size: 13px; }
.wire th { width: 150px; font-weight: 500; color: var(--muted); }
.error { color: var(--bad); margin: 4px 0; overflow-wrap: anywhere; }
.authorization { border-top: 1px dashed var(--line); padding-top: 10px; margin-top: 10px; }
.verdict { margin: 0 0 8px; overflow-wrap: anywhere; }
.badge { border-radius: 10px; padding: 1px 10px; font-size: 12.5px; font-weight: 600; }
.badge.allowed { color: var(--good); background: var(--good-back); }
.badge.implicitDeny, .badge.explicitDeny { color: var(--bad); background: var(--bad-back); }
.chain { list-style: none; display: flex; flex-wrap: wrap; gap: 6px 22px; padding: 0; margin: 8px 0; }
.chain li { position: relative; font-size: 13px; border: 1px solid; border-radius: 6px;
  padding: 1px 10px; }
.chain li + li::before { content: "→"; position: absolute; left: -19px; color: var(--muted); }
.chain .allowed { color: var(--good); }
.chain .implicitDeny, .chain .explicitDeny { color: var(--bad); }
.policy { margin: 6px 0 6px 4px; font-size: 14px; } .policy > *:not(summary) { margin-left: 16px; }
.policy .type { color: var(--muted); font-size: 13px; }
.statements { margin: 4px 0; padding-left: 18px; font-size: 13px; overflow-wrap: anywhere; }
.statements .matched.Allow { color: var(--good); } .statements .matched.Deny { color: var(--bad); }
.statements .near { color: var(--warn); } .statements .other { color: var(--muted); }
.effect { font-size: 11.5px; border: 1px solid; border-radius: 4px; padding: 0 4px; }
.document mark { display: inline-block; min-width: 100%; color: inherit; border-left: 4px solid;
  margin-left: -4px; }
mark.allows { background: var(--good-back); border-color: var(--good); }
mark.denies { background: var(--bad-back); border-color: var(--bad); }
mark.near { background: var(--warn-back); border-color: var(--warn); }
.changes { background: var(--warn-back); border-radius: 6px; padding: 8px 14px; margin: 10px 0;
  font-size: 14px; } .changes ul { margin: 4px 0; padding-left: 20px; overflow-wrap: anywhere; }
.context { font-size: 13px; margin-top: 8px; } .context th { width: 240px; font-weight: 500; }
.context .asked th { color: var(--accent); } .context td:last-child { width: 170px; }
svg text { fill: var(--text); font: 12px system-ui, "DejaVu Sans", sans-serif; }
svg a { text-decoration: none; } svg .name { font-weight: 600; }
svg .small, svg .note { fill: var(--muted); font-size: 11px; }
.sequence .head { fill: var(--code); stroke: var(--line); }
.sequence .head.session { fill: var(--session-back); stroke: var(--session); }
.sequence .life { stroke: var(--line); stroke-width: 2; }
.sequence .life.session { stroke: var(--session); stroke-width: 4; opacity: .55; }
.sequence line.ask { stroke: var(--text); stroke-width: 1.4; }
.sequence line.answer { stroke: var(--muted); stroke-width: 1.4; stroke-dasharray: 5 3; }
.sequence line.answer.allowed { stroke: var(--good); }
.sequence line.answer.refused { stroke: var(--bad); }
.sequence text.outcome { font-size: 11.5px; fill: var(--muted); }
.sequence text.outcome.allowed { fill: var(--good); }
.sequence text.outcome.refused { fill: var(--bad); }
.sequence text.ask, .sequence text.outcome { paint-order: stroke; stroke: var(--card);
  stroke-width: 4px; }
.sequence a:hover text { text-decoration: underline; }
.sequence .issue { fill: none; stroke: var(--session); stroke-width: 1.6; }
.head-ask { fill: var(--text); } .head-issue { fill: var(--session); }
.head-answer { fill: none; stroke: var(--muted); stroke-width: 1.6; }
.sequence rect.note { fill: var(--code); stroke: var(--line); }
.sequence rect.note.failed { stroke: var(--bad); }
.expired { fill: var(--bad) !important; font-weight: 700; }
.timeline .advance { fill: var(--code); }
.timeline .life { fill: var(--line); }
.timeline .life.session { fill: var(--session); opacity: .5; }
.timeline .expiry { stroke: var(--bad); stroke-width: 2; }
.timeline .use circle { fill: var(--card); stroke: var(--muted); stroke-width: 1.5; }
.timeline .use.allowed circle { fill: var(--good-back); stroke: var(--good); }
.timeline .use.refused circle { fill: var(--bad-back); stroke: var(--bad); }
.timeline .use text { font-size: 10px; }
.timeline .use.allowed text { fill: var(--good); } .timeline .use.refused text { fill: var(--bad); }
.timeline .step { font-weight: 600; }
@media (max-width: 800px) { .wire { grid-template-columns: 1fr; }
  .step > summary { grid-template-columns: 26px 1fr; } .step > summary .doing { grid-column: 2; } }
@media print { body { background: none; } .scenario { break-inside: avoid-page; } }
)css";

}  // namespace

std::string_view HtmlStyle() { return kStyle; }

}  // namespace simulator
