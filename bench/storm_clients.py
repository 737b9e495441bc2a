"""Clerks at their desks: each logs in, opens the form, sends it, and sends it again until it is told a number."""

import html
import http.client
import json
import random
import re
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent))
from storm_told import Told

FIELDS = re.compile(r'<input[^>]*\bname="(csrfmiddlewaretoken|key|seen)"[^>]*\bvalue="([^"]*)"')
ALIKE = re.compile(r'name="another" value="([^"]+)"')
WAIT = re.compile(r"Wait (\d+) second")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Shares of submissions that are pressed twice at once, and whose answer nobody waits for; of those sent once more after
# their number was told, and of those that say word for word what the one before said, under a key of their own.
TWICE, UNHEARD = 0.1, 0.1
REUSED, TWINS = 0.05, 0.05
PATIENCE = 30
LOG_INS = 5
HAN = (
    "智慧能源制造芯片平台终端传感物流医疗农业教育金融航空机械汽车软件园区港口铁路"
    "桥梁纺织食品建筑环保材料电池照明显示存储网络安全通信导航测绘"
)
LOST = (OSError, http.client.HTTPException)


class Rejected(Exception):
    """The site says that it will never take this form."""


class Client:
    def __init__(self, port: int, name: str, password: str, told: Told, seed: int) -> None:
        self.port, self.name, self.password, self.told = port, name, password, told
        self.chance = random.Random(seed)  # noqa: S311
        self.cookies: dict[str, str] = {}
        self.pressed: list[threading.Thread] = []
        self.before: tuple[dict, int] | None = None

    def ask(self, method: str, path: str, data: dict | None = None, *, heard: bool = True) -> tuple[int, str, str]:
        """Status, address and text of the answer; raises OSError or HTTPException where there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookies, "Accept": "application/json" if data and "key" in data else "text/html"}
            body = urlencode(data, doseq=True).encode() if data is not None else None
            connection.request(method, path, body, headers | (FORM if data is not None else {}))
            if not heard:
                # Long enough, sometimes, for the deal to be recorded.
                time.sleep(self.chance.uniform(0, 0.2))
                return 0, "", ""
            answer = connection.getresponse()
            text = answer.read().decode()
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _equals, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location", ""), text
        finally:
            connection.close()

    def insist(self, method: str, path: str, data: dict | None = None) -> tuple[int, str, str]:
        """Ask until there is an answer that is no failure of the server."""
        while not self.told.broken.is_set():
            try:
                answer = self.ask(method, path, data)
            except LOST:
                self.told.count("no answer")
            else:
                if answer[0] < 500:
                    return answer
                self.told.count("server error")
            time.sleep(self.chance.uniform(0.05, 0.4))
        raise Rejected("The storm itself has broken off.")

    def log_in(self) -> None:
        """Once more where the answer to the first time was lost: its form is void by then. As late as the site asks."""
        for _try in range(LOG_INS):
            page = self.insist("GET", "/accounts/login/")[2]
            login = {"username": self.name, "password": self.password} | fields(page)
            status, _address, text = self.insist("POST", "/accounts/login/", login)
            if status == 302:
                return
            if asked := WAIT.search(text):
                time.sleep(int(asked[1]))
        raise Rejected(f"{status}: {text[:2000]}")

    def record(self, count: int) -> None:
        self.log_in()
        page = "/desk/2019/record/"
        for number in range(1, count + 1):
            if number == count:
                self.told.killed.wait()
            if self.told.over.is_set():
                break
            page = self.submit(page)
        for thread in self.pressed:
            thread.join()

    def submit(self, page: str) -> str:
        """One signing, from its empty form to its number; the address of the next form."""
        status, address, text = self.insist("GET", page)
        form = fields(text)
        if "key" not in form:
            raise Rejected(f"No form: {status} {address} {text[:2000]}")
        key, (said, yuan) = form["key"], self.next_words()
        form |= said
        self.told.send(key, yuan * 100)
        way = self.chance.random()
        if way < TWICE:
            self.twice(form)
        elif way < TWICE + UNHEARD:
            self.told.count("answers not waited for")
            self.quietly(form)
        following = self.until_told(form)
        if self.chance.random() < REUSED:
            self.told.count("keys sent again")
            self.press(form)
        return following

    def next_words(self) -> tuple[dict, int]:
        """What is said, and its yuan: of a twin the same as before."""
        if self.before and self.chance.random() < TWINS:
            self.told.count("twins")
            return self.before
        yuan = self.chance.randint(1_000_000, 2_000_000_000)
        self.before = filled(self.chance, yuan), yuan
        return self.before

    def quietly(self, form: dict) -> None:
        try:
            self.ask("POST", "/desk/2019/record/", form, heard=False)
        except LOST:
            self.told.count("no answer")

    def twice(self, form: dict) -> None:
        """The second press, at the same moment as the first one."""
        self.told.count("double clicks")
        self.pressed = [thread for thread in self.pressed if thread.is_alive()]
        self.pressed.append(threading.Thread(target=self.press, args=(dict(form),)))
        self.pressed[-1].start()

    def press(self, form: dict) -> None:
        try:
            status, _address, text = self.ask("POST", "/desk/2019/record/", form)
        except LOST:
            return
        if status == 200:
            self.told.acknowledge(form["key"], json.loads(text)["number"])

    def until_told(self, form: dict) -> str:
        while True:
            status, _address, text = self.insist("POST", "/desk/2019/record/", form)
            if status == 200:
                told = json.loads(text)
                self.told.acknowledge(form["key"], told["number"])
                return told["next"]
            if status != 422 or not (alike := ALIKE.findall(text)):
                raise Rejected(f"{status}: {text[:2000]}")
            self.told.count("lookalikes answered")
            form |= {"another": [*form.get("another", []), *alike], "seen": fields(text)["seen"]}


def fields(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in FIELDS.findall(page)}


def filled(chance: random.Random, yuan: int) -> dict[str, str]:
    one, two = chance.sample(range(ORGANISATIONS), 2)
    name = "".join(chance.choices(HAN, k=9))
    rows = {"TOTAL_FORMS": "2", "INITIAL_FORMS": "0"}
    parties = {"0-name": organisation(one), "0-side": "A", "0-role": "host", "0-shown": "public"}
    parties |= {"1-name": organisation(two), "1-side": "B", "1-role": "investor", "1-shown": "public"}
    said = {"name_zh": name, "name_en": "", "amount": f"{yuan}元", "sure": "on", "basis": "investment"}
    said |= {"amount_shown": "public", "name_shown": "public", "signed_on": "2019-08-26"}
    said |= {"place": chance.choice(["at_expo", "outside"]), "kind": "investment"}
    said |= {"instrument": chance.choice(["investment", "framework", "mou"])}
    return said | {f"parties-{name}": value for name, value in (rows | parties).items()}


ORGANISATIONS = 4_000


def organisation(number: int) -> str:
    """Its name: no two of them are alike."""
    chance = random.Random(number)  # noqa: S311
    return "".join(chance.choices(HAN, k=6)) + f"{uuid.UUID(int=chance.getrandbits(128)).hex[:5]}公司"


def names() -> Iterator[str]:
    return (organisation(number) for number in range(ORGANISATIONS))
