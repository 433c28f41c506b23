"""Opens pages that `runspect report` made in a headless Chromium, and checks them.

    python .ci/check_report.py BINARY FOLDER [--screenshots] [--only PAGE]
    python .ci/check_report.py BINARY FOLDER --picture .github/report.png

FOLDER is new and takes the pages, and with --screenshots a picture of some of them. With --picture, only
the picture in the README is made. Needs chromium and chromedriver (Debian: chromium, chromium-driver)
and, of Python, selenium and axe-selenium-python, in which axe-core lies; see requirements.txt.

Checked are the fixtures of every layout, a run that tries to get markup and scripts into the page, and a
thousand runs: that the console stays empty, that nothing is requested, that sorting and filtering work,
that nothing of a run becomes markup, that axe-core finds nothing in light and in dark, that the page fits
a telephone, that it works without scripts, and that a thousand runs take less than 3 MB and a second.
"""

import argparse
import base64
import json
import math
import os
import pathlib
import pickle
import shutil
import subprocess
import sys
import time

import axe_selenium_python
from selenium import webdriver
from selenium.webdriver.common.by import By

ROOT = pathlib.Path(__file__).resolve().parent.parent
AXE = pathlib.Path(axe_selenium_python.__file__).parent / "node_modules/axe-core/axe.min.js"
MARKUP = "</script><script>window.stolen=1</script><img src=x onerror=window.stolen=1>\"'><b onclick=x>"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--screenshots", action="store_true")
    parser.add_argument("--only", help="the name of one page")
    parser.add_argument("--picture", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True)
    if arguments.picture is not None:
        return make_picture(arguments.binary, arguments.folder, arguments.picture)
    make_hostile_runs(arguments.folder / "hostile")
    make_many_runs(arguments.folder / "many", 1000)
    fixtures = sorted(path for path in (ROOT / "fixtures/runs").iterdir() if path.is_dir())
    sources = {path.name: [path] for path in fixtures}
    sources["all"] = fixtures
    sources["one"] = [ROOT / "fixtures/runs/pipefunc/0.93.2-file_array-complete"]
    sources["hostile"] = [arguments.folder / "hostile"]
    sources["many"] = [arguments.folder / "many"]
    browser = start_browser()
    failures = []
    try:
        for name, runs in sources.items():
            if arguments.only not in (None, name):
                continue
            page = make_page(arguments.binary, arguments.folder / f"{name}.html", runs)
            found = check(browser, name, page)
            if arguments.screenshots and name in ("one", "all", "hostile", "many"):
                take_screenshots(browser, name, page)
            print(f"{name}: {page.stat().st_size:,} bytes, {len(found)} faults", flush=True)
            failures += [f"{name}: {fault}" for fault in found]
    finally:
        browser.quit()
    if failures:
        sys.exit("\n".join(failures))


def make_page(binary: str, page: pathlib.Path, runs: list[pathlib.Path]) -> pathlib.Path:
    made = subprocess.run(
        [binary, "report", "--recursive", "--to", page, "--", *runs], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    # Some of the fixtures can't be read.
    assert made.returncode in (0, 1), made
    assert json.loads(made.stdout)["report"]["bytes"] == page.stat().st_size, made
    return page


def make_hostile_runs(folder: pathlib.Path) -> None:
    """Runs whose names, texts and values are markup."""
    name = MARKUP.replace("/", "\u2215")
    run = folder / ("run" + name)
    run.mkdir(parents=True)
    (run / "run_status.json").write_text(
        json.dumps({"status": "failed", "message": MARKUP, MARKUP: MARKUP, "error": MARKUP,
                    "outputs": {MARKUP: {"progress": 0.5}}}))
    pipeline = folder / ("pipeline" + name)
    (pipeline / "outputs").mkdir(parents=True)
    (pipeline / "run_info.json").write_text(
        json.dumps({"all_output_names": [name, "\u202eevil"], "shapes": {name: [2]},
                    "storage": {name: MARKUP}, "pipefunc_version": MARKUP}))
    (pipeline / "pipefunc_status.json").write_text("{" + MARKUP)
    broken = folder / ("broken" + name)
    broken.mkdir()
    (broken / "run_status.json").write_text(MARKUP)
    error = folder / ("error" + name)
    error.mkdir()
    (error / "process_status.json").write_text(
        json.dumps({"overall_status": MARKUP, "failed_module": MARKUP, "message": MARKUP}))


def make_many_runs(folder: pathlib.Path, count: int) -> None:
    states = ["completed", "running", "failed", "cancelled", "pending", "incomplete"]
    for number in range(count):
        run = folder / f"run-{number:04}"
        run.mkdir(parents=True)
        (run / "run_status.json").write_text(
            json.dumps({"status": states[number % len(states)], "progress_fraction": number / count,
                        "elapsed_seconds": number * 7 % 1000, "n_outputs": 4,
                        "updated_at": f"2026-11-21T{number // 60 % 24:02}:{number % 60:02}:00+00:00",
                        "outputs": {f"output_{index}": {"progress": number / count}
                                    for index in range(4)}}))


def start_browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome")
    for word in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage",
                 "hide-scrollbars", "window-size=1200,900"):
        options.add_argument(f"--{word}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def check(browser: webdriver.Chrome, name: str, page: pathlib.Path) -> list[str]:
    faults = []
    browser.get_log("performance")
    browser.get(page.as_uri())
    if name == "many":
        seconds = min(loading_time(browser, page) for _ in range(3))
        print(f"{name}: opens in {seconds:.2f} s", flush=True)
        if seconds > 1:
            faults.append(f"opens in {seconds:.2f} s")
        if page.stat().st_size > 3_000_000:
            faults.append(f"is {page.stat().st_size} bytes large")
        rows = len(browser.find_elements(By.CSS_SELECTOR, "#run-table tbody tr"))
        if rows != 1000:
            faults.append(f"has {rows} rows instead of 1000")
    faults += requests(browser, page.as_uri())
    faults += inertness(browser)
    faults += sorting(browser)
    faults += filtering(browser)
    faults += links(browser)
    faults += narrow(browser)
    for scheme in ("light", "dark"):
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        # axe-core takes minutes for a large page, which has more of the same.
        is_large = page.stat().st_size > 200_000
        faults += [f"in {scheme}: {fault}" for fault in accessibility(browser, is_large)]
    faults += [f"console: {entry['message']}" for entry in browser.get_log("browser")]
    faults += without_scripts(browser, page)
    faults += policy(browser, page)
    return faults


def loading_time(browser: webdriver.Chrome, page: pathlib.Path) -> float:
    """How many seconds the browser's main thread works until the page is laid out. The time on the clock
    would depend on what else the machine does."""
    browser.get("about:blank")
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return {metric["name"]: metric["value"] for metric in metrics}["TaskDuration"]

    begin = worked()
    browser.get(page.as_uri())
    browser.execute_script("document.body.getBoundingClientRect()")
    seconds = worked() - begin
    browser.execute_cdp_cmd("Performance.disable", {})
    return seconds


def requests(browser: webdriver.Chrome, own: str) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [message["params"]["request"]["url"] for message in messages
            if message["method"] == "Network.requestWillBeSent"]
    return [f"requests {url}" for url in urls if url not in (own, "data:,", "about:blank")]


def inertness(browser: webdriver.Chrome) -> list[str]:
    """Only the page's own elements are there, and nothing of a run was executed."""
    found = browser.execute_script("""
        const all = Array.from(document.querySelectorAll('*'));
        return {
          stolen: 'stolen' in window,
          scripts: document.scripts.length,
          foreign: all.filter((e) => ['IMG', 'IFRAME', 'OBJECT', 'B', 'BASE', 'MARQUEE'].includes(e.tagName)).length,
          handlers: all.filter((e) => e.getAttributeNames().some((n) => n.startsWith('on'))).length,
          links: all.filter((e) => e.href && typeof e.href === 'string'
            && !(e.getAttribute('href').startsWith('#') || e.href === 'data:,')).length,
        };""")
    expected = {"stolen": False, "scripts": 1, "foreign": 0, "handlers": 0, "links": 0}
    return [] if found == expected else [f"is not inert: {found}"]


def accessibility(browser: webdriver.Chrome, is_large: bool) -> list[str]:
    browser.execute_script(AXE.read_text())
    if is_large:
        browser.execute_script("""
            const more = 'details ~ details ~ details, tbody tr:nth-child(n + 30), '
              + 'li:nth-child(n + 30), g:nth-of-type(n + 30)';
            document.querySelectorAll(more).forEach((one) => one.remove());
            document.querySelectorAll('a').forEach((one) => {
              if (!document.getElementById(one.getAttribute('href').slice(1))) one.remove();
            });""")
    browser.execute_script(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; });")
    browser.set_script_timeout(100)
    result = browser.execute_async_script(
        "const done = arguments[0]; axe.run().then(done, (error) => done({error: String(error)}));")
    if "violations" not in result:
        return [f"axe-core: {result}"]
    return [f"{violation['id']}: {violation['help']}: {node['html'][:200]} {node['failureSummary']}"
            for violation in result["violations"] for node in violation["nodes"][:2]]


def sorting(browser: webdriver.Chrome) -> list[str]:
    faults = []
    buttons = browser.find_elements(By.CSS_SELECTOR, "#run-table thead button")
    if len(buttons) != 9:
        return [f"has {len(buttons)} columns to sort by"]
    for column, button in enumerate(buttons):
        for direction in ("ascending", "descending"):
            # As with the keyboard.
            browser.execute_script("arguments[0].focus()", button)
            button.send_keys("\n")
            keys = browser.execute_script("""
                return Array.from(document.querySelectorAll('#run-table tbody tr')).map((row) => {
                  const cell = row.cells[arguments[0]];
                  return cell.dataset.v === undefined ? cell.textContent : cell.dataset.v;
                });""", column)
            marks = browser.execute_script("""
                return Array.from(document.querySelectorAll('#run-table thead th'))
                  .map((heading) => heading.getAttribute('aria-sort'));""")
            if marks != [direction if index == column else None for index in range(9)]:
                faults.append(f"marks {marks} in column {column}")
            known = [key for key in keys if key != ""]
            if keys[len(known):] != [""] * (len(keys) - len(known)):
                faults.append(f"unknown values are not last in column {column}")
            values = known if column in (0, 8) else [float(key) for key in known]
            pairs = list(zip(values, values[1:]))
            if column in (0, 8):
                # By code units, as JavaScript compares.
                pairs = [(a.encode("utf-16-be"), b.encode("utf-16-be")) for a, b in pairs]
            if not all(a <= b if direction == "ascending" else a >= b for a, b in pairs):
                faults.append(f"column {column} is not {direction}")
    return faults


def filtering(browser: webdriver.Chrome) -> list[str]:
    faults = []
    shown = ("return Array.from(document.querySelectorAll('#run-table tbody tr'))"
             ".filter((row) => row.offsetParent !== null).length;")
    every = browser.execute_script(shown)
    text = browser.find_element(By.ID, "filter-text")
    text.send_keys("no such text anywhere")
    if browser.execute_script(shown) != 0:
        faults.append("filters nothing by a text")
    if not browser.find_element(By.ID, "filter-count").text.startswith(f"0 of {every} run"):
        faults.append("does not tell how many runs are left")
    text.clear()
    for option in browser.find_elements(By.CSS_SELECTOR, "#filter-state option")[1:]:
        option.click()
        left = browser.execute_script(
            "return Array.from(document.querySelectorAll('#run-table tbody tr'))"
            ".filter((row) => !row.hidden).map((row) => row.cells[1].innerText);")
        if not left or not all(option.text in state for state in left):
            faults.append(f"filters {left} by the state {option.text}")
    browser.find_element(By.CSS_SELECTOR, "#filter-state option").click()
    if browser.execute_script(shown) != every:
        faults.append("does not show all runs again")
    return faults


def links(browser: webdriver.Chrome) -> list[str]:
    """A link in the table opens the details of its run."""
    browser.execute_script(
        "document.querySelectorAll('details').forEach((one) => { one.open = false; });")
    link = browser.find_element(By.CSS_SELECTOR, "#run-table tbody th a")
    browser.execute_script("arguments[0].click()", link)
    time.sleep(0.2)
    target = link.get_attribute("href").split("#")[1]
    is_open = browser.execute_script(
        "return document.getElementById(arguments[0]).closest('details').open", target)
    return [] if is_open else ["does not open the details that a link leads to"]


def narrow(browser: webdriver.Chrome) -> list[str]:
    with_width(browser, 375)
    browser.execute_script(
        "document.querySelectorAll('details').forEach((one, index) => { one.open = index < 50; });")
    width = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    return [] if width <= 375 else [f"is {width} pixels wide on a telephone"]


def with_width(browser: webdriver.Chrome, width: int) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 812, "deviceScaleFactor": 1, "mobile": False})


def without_scripts(browser: webdriver.Chrome, page: pathlib.Path) -> list[str]:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get("about:blank")
    browser.get(page.as_uri())
    faults = []
    if browser.find_element(By.ID, "filter").is_displayed():
        faults.append("offers a filter that can't work")
    if not browser.find_element(By.CSS_SELECTOR, "#run-table tbody tr").is_displayed():
        faults.append("shows no table without scripts")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    return faults


def policy(browser: webdriver.Chrome, page: pathlib.Path) -> list[str]:
    """Even if markup got into the page, its policy would keep it from doing anything."""
    browser.get("about:blank")
    browser.get(page.as_uri())
    done = browser.execute_async_script("""
        const done = arguments[0];
        const script = document.createElement('script');
        script.textContent = 'window.stolen = 1';
        const image = document.createElement('img');
        image.setAttribute('onerror', 'window.stolen = 2');
        image.src = 'missing.png';
        document.body.append(script, image);
        setTimeout(() => done('stolen' in window), 100);""")
    browser.get_log("browser")
    return ["its policy does not keep foreign scripts from running"] if done else []


def make_picture(binary: str, folder: pathlib.Path, picture: pathlib.Path) -> None:
    """A picture of a page about a few runs that began within the last hour."""
    runs = folder / "runs"
    now = time.time()
    for number, name in enumerate(("first", "second", "third")):
        run = runs / f"fit-{number + 1}"
        shutil.copytree(ROOT / "fixtures/runs/failures" / name, run)
        files = sorted(path for path in run.rglob("*") if path.is_file())
        for index, path in enumerate(files):
            at = now - 3400 + number * 600 + (index * 37 % 90) * 5
            os.utime(path, (at, at))
        os.utime(run / "run_info.json", (now - 3400 + number * 600,) * 2)
        for path in run.rglob("*"):
            if path.is_dir():
                os.utime(path, (now - 3350 + number * 600,) * 2)
    sweep = runs / "sweep"
    (sweep / "outputs/energy").mkdir(parents=True)
    (sweep / "run_info.json").write_text(
        json.dumps({"all_output_names": ["energy"], "shapes": {"energy": [400]},
                    "storage": "file_array", "pipefunc_version": "0.93.2"}))
    os.utime(sweep / "run_info.json", (now - 1500, now - 1500))
    at = now - 1490
    for element in range(290):
        path = sweep / f"outputs/energy/__{element}__.pickle"
        path.write_bytes(pickle.dumps(element / 7))
        at += 3 + 2.8 * math.sin(element / 25)
        os.utime(path, (at, at))
    for number, (state, seconds, share) in enumerate(
            (("completed", 1260, 1), ("completed", 1130, 1), ("cancelled", 300, 0.2),
             ("running", 840, 0.64))):
        run = runs / f"train-{number + 1}"
        run.mkdir()
        end = now - 5 if state == "running" else now - 2400 + number * 600
        (run / "run_status.json").write_text(
            json.dumps({"status": state, "updated_at": end, "elapsed_seconds": seconds,
                        "progress_fraction": share, "n_outputs": 3,
                        "outputs": {"model": {"progress": share}}}))
    page = make_page(binary, folder / "report.html", [runs])
    browser = start_browser()
    try:
        with_width(browser, 1100)
        browser.get(page.as_uri())
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": 1100, "height": 1150, "scale": 0.75}})
        picture.write_bytes(base64.b64decode(shot["data"]))
    finally:
        browser.quit()


def take_screenshots(browser: webdriver.Chrome, name: str, page: pathlib.Path) -> None:
    browser.get("about:blank")
    for scheme, width in (("light", 1100), ("dark", 1100), ("light", 375)):
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        with_width(browser, width)
        browser.get(page.as_uri())
        height = min(browser.execute_script("return document.documentElement.scrollHeight"), 3000)
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}})
        (page.parent / f"{name}-{scheme}-{width}.png").write_bytes(base64.b64decode(shot["data"]))
        browser.get("about:blank")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


if __name__ == "__main__":
    main()
