/// The script of a report: it sorts and filters the table of the runs, and opens what is folded for a link
/// and for printing. It writes no markup, so that nothing that the page shows can become any.
enum ReportScript {
  static let text: StaticString = """

    'use strict';
    (() => {
      const place = document.getElementById('run-table');
      const table = place && place.querySelector('table');
      if (table) {
        const body = table.tBodies[0];
        const rows = Array.from(body.rows);
        const count = document.getElementById('filter-count');
        const words = document.getElementById('filter-text');
        const state = document.getElementById('filter-state');
        let said = '';

        const tell = () => {
          const shown = rows.filter((row) => !row.hidden).length;
          const runs = rows.length === 1 ? ' run' : ' runs';
          const part = shown === rows.length ? '' : shown + ' of ';
          count.textContent = part + rows.length + runs + said;
        };

        const filter = () => {
          const text = words.value.toLowerCase();
          for (const row of rows) {
            const states = Array.from(row.cells[1].querySelectorAll('.state'));
            const fits = state.value === '' || states.some((one) => one.classList.contains(state.value));
            row.hidden = !(fits && row.textContent.toLowerCase().includes(text));
          }
          tell();
        };

        const key = (row, column) => {
          const cell = row.cells[column];
          const value = cell.dataset.v;
          if (value === undefined) return cell.textContent;
          return value === '' ? null : Number(value);
        };

        const sort = (column, heading) => {
          const turned = heading.getAttribute('aria-sort') === 'ascending';
          for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
          heading.setAttribute('aria-sort', turned ? 'descending' : 'ascending');
          const keyed = rows.map((row) => [key(row, column), row]);
          keyed.sort(([left], [right]) => {
            if (left === null || right === null) return (left === null) - (right === null);
            const order = typeof left === 'number' ? left - right : left < right ? -1 : left > right;
            return turned ? -order : +order;
          });
          body.append(...keyed.map(([, row]) => row));
          said = ', by ' + heading.textContent.toLowerCase() + (turned ? ', descending' : ', ascending');
          tell();
        };

        Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
          const button = document.createElement('button');
          button.type = 'button';
          button.textContent = heading.textContent;
          button.addEventListener('click', () => sort(column, heading));
          heading.replaceChildren(button);
        });
        words.addEventListener('input', filter);
        state.addEventListener('change', filter);
        document.getElementById('filter').hidden = false;
        tell();
      }

      const reveal = () => {
        const target = document.getElementById(location.hash.slice(1));
        const folded = target && target.closest('details');
        if (!folded) return;
        folded.open = true;
        target.scrollIntoView();
      };
      addEventListener('hashchange', reveal);
      reveal();

      let opened = [];
      addEventListener('beforeprint', () => {
        opened = Array.from(document.querySelectorAll('details:not([open])'));
        if (opened.length > 300) opened = [];
        for (const one of opened) one.open = true;
      });
      addEventListener('afterprint', () => {
        for (const one of opened) one.open = false;
        opened = [];
      });
    })();

    """
}
