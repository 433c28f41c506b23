/// The style sheet of a report. Colours are never the only sign of anything; they have a contrast of at
/// least 4.5 to what is behind them, in light and in dark.
enum ReportStyle {
  static let text: StaticString = """

    :root {
      color-scheme: light dark;
      --page: #ffffff; --raised: #f4f5f7; --ink: #1c2024; --soft: #555d66; --rule: #d5d9de;
      --link: #0a58a8; --good: #17692f; --bad: #b3141d; --busy: #0a58a8; --odd: #855300;
      --quiet: #555d66; --step: #41719c;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #14171a; --raised: #1e2327; --ink: #e6e9ec; --soft: #a7b0b9; --rule: #3a4249;
        --link: #7cb8f5; --good: #67cf85; --bad: #ff8f8f; --busy: #7cb8f5; --odd: #e8b45a;
        --quiet: #a7b0b9; --step: #6fa3d3;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
    }
    h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
    h2 { margin: 2.25rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule);
      font-size: 1.25rem; }
    h3 { display: inline; margin: 0; font-size: 1rem; }
    h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
    p { margin: .4rem 0; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: .25rem; padding: .25rem .5rem; background: var(--page); }
    header p, footer { color: var(--soft); }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0 0; padding: 0;
      list-style: none; }
    footer { margin-top: 3rem; border-top: 1px solid var(--rule); font-size: .875rem; }
    code, pre { font: .875em/1.45 ui-monospace, monospace; }
    pre { margin: .5rem 0; padding: .75rem; background: var(--raised); overflow: auto; max-height: 30rem;
      white-space: pre; overflow-wrap: normal; }
    .counts { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: .75rem 0; padding: 0;
      list-style: none; }
    .counts li { min-width: 8rem; padding: .5rem .75rem; background: var(--raised);
      border-radius: .375rem; }
    .counts li > span { display: block; font-size: .875rem; }
    .counts strong { font-size: 1.25rem; font-weight: 600; }
    .state { white-space: nowrap; font-weight: 600; color: var(--quiet); }
    .completed { color: var(--good); }
    .running { color: var(--busy); }
    .failed, .error, .missing { color: var(--bad); }
    .stale, .incomplete { color: var(--odd); }
    .bar { width: 4.5rem; height: .6rem; border: 1px solid var(--soft); border-radius: .2rem; }
    .bar rect { fill: var(--step); }
    .wide { overflow-x: auto; margin: .5rem 0; }
    table { border-collapse: collapse; min-width: 100%; font-size: .9375rem; overflow-wrap: normal; }
    caption { padding: .25rem 0; text-align: left; color: var(--soft); font-size: .875rem; }
    th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--rule); text-align: left;
      vertical-align: baseline; }
    thead th { white-space: nowrap; background: var(--raised); }
    tbody th { font-weight: 500; min-width: min(14rem, 40vw); max-width: 24rem; overflow-wrap: anywhere; }
    tbody td code { overflow-wrap: anywhere; }
    tbody tr:hover { background: var(--raised); }
    .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    td time { white-space: nowrap; }
    th button { padding: .1rem .2rem; border: 0; background: none; color: inherit; font: inherit;
      cursor: pointer; text-decoration: underline dotted; }
    [aria-sort=ascending] button::after { content: ' ▲'; }
    [aria-sort=descending] button::after { content: ' ▼'; }
    #filter { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; }
    #filter[hidden] { display: none; }
    #filter p { color: var(--soft); }
    input, select { padding: .3rem .5rem; border: 1px solid var(--soft); border-radius: .25rem;
      background: var(--page); color: var(--ink); font: inherit; max-width: 100%; }
    details { margin: .4rem 0; padding: .35rem .75rem; border: 1px solid var(--rule);
      border-radius: .375rem; }
    details.run:not([open]) { content-visibility: auto; contain-intrinsic-size: auto 2.3rem; }
    summary { cursor: pointer; }
    .chart { display: block; max-width: none; }
    .chart text { fill: var(--ink); font: 12px system-ui, sans-serif; }
    .chart line { stroke: var(--rule); }
    .fill { fill: var(--quiet); }
    .fill.completed { fill: var(--good); }
    .fill.running { fill: var(--busy); }
    .fill.failed, .fill.error, .fill.missing { fill: var(--bad); }
    .fill.incomplete { fill: var(--odd); }
    .fill.step { fill: var(--step); }
    @media print {
      :root { --page: #ffffff; --raised: #ffffff; --ink: #000000; --soft: #444444; --rule: #bbbbbb;
        --link: #000000; --good: #17692f; --bad: #b3141d; --busy: #0a58a8; --odd: #855300;
        --quiet: #444444; --step: #41719c; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      nav, .skip, #filter { display: none; }
      .wide, pre { overflow: visible; max-height: none; }
      pre { white-space: pre-wrap; }
      .chart { width: 100%; height: auto; }
      table { font-size: 8.5pt; }
      details.run:not([open]) { content-visibility: visible; }
      tr, .chart, h2, h3, h4 { break-inside: avoid; }
      h2, h3, h4, caption { break-after: avoid; }
      thead { display: table-header-group; }
      * { print-color-adjust: exact; }
    }

    """
}
