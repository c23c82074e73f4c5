#!/usr/bin/env python3
"""Tests of scripts/refresh-model: what the newest clients know becomes a diff of the model."""

import importlib.machinery
import importlib.util
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def load():
    path = str(ROOT / "scripts" / "refresh-model")
    loader = importlib.machinery.SourceFileLoader("refresh_model", path)
    spec = importlib.util.spec_from_loader("refresh_model", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


refresh = load()


def client():
    return {
        "operations": {"GetThing": {"input": "GetThingRequest", "output": "GetThingResponse"}},
        "structures": {
            "GetThingRequest": {"members": {"Name": {"scalar": "string"}}, "required": ["Name"]},
            "GetThingResponse": {"members": {"Things": {"list": {"structure": "Thing"}}},
                                 "required": []},
            "Thing": {"members": {"Count": {"scalar": "integer"}}, "required": []},
        },
        "errors": {"NoThing": {"code": "NoThing", "fault": "Sender", "http": 404}},
    }


def model():
    return {"operations": {}, "shapes": {}, "errors": {}}


class RefreshTest(unittest.TestCase):
    def merged(self, before, known):
        news = refresh.Merge(before, known, "iam").run()
        return before, news

    def test_a_new_operation_comes_with_its_shapes_and_errors(self):
        after, news = self.merged(model(), client())
        self.assertEqual(after["operations"]["GetThing"],
                         {"errors": [], "input": "GetThingRequest", "output": "GetThingResponse"})
        self.assertEqual(after["shapes"]["GetThingRequest"]["required"], ["Name"])
        self.assertEqual(after["shapes"]["thingsListType"], {"member": "Thing", "type": "list"})
        self.assertIn("Count", after["shapes"]["Thing"]["members"])
        self.assertEqual(after["errors"]["NoThing"]["http"], 404)
        self.assertIn("iam: new operation GetThing: add its errors by hand", news)

    def test_a_model_that_has_everything_stays_as_it_is(self):
        once, _ = self.merged(model(), client())
        before = refresh.dump(once)
        again, news = self.merged(once, client())
        self.assertEqual(news, [])
        self.assertEqual(refresh.dump(again), before)

    def test_a_new_member_is_added_and_told(self):
        once, _ = self.merged(model(), client())
        newer = client()
        newer["structures"]["GetThingRequest"]["members"]["Scope"] = {"scalar": "string"}
        after, news = self.merged(once, newer)
        self.assertIn("Scope", after["shapes"]["GetThingRequest"]["members"])
        self.assertEqual(news,
                         ["iam: new member GetThingRequest.Scope: add its constraints by hand"])

    def test_constraints_that_are_there_are_kept(self):
        once, _ = self.merged(model(), client())
        once["shapes"]["GetThingRequest"]["members"]["Name"] = "nameType"
        once["shapes"]["nameType"] = {"type": "string", "max": 64}
        after, news = self.merged(once, client())
        self.assertEqual(after["shapes"]["GetThingRequest"]["members"]["Name"], "nameType")
        self.assertEqual(news, [])

    def test_what_is_gone_is_told_and_kept(self):
        once, _ = self.merged(model(), client())
        older = client()
        del older["operations"]["GetThing"]
        after, news = self.merged(once, older)
        self.assertIn("GetThing", after["operations"])
        self.assertIn("iam: operation GetThing is gone from the clients", news)

    def test_the_model_is_laid_out_as_the_script_writes_it(self):
        text = refresh.MODEL.read_text()
        self.assertEqual(refresh.dump(refresh.json.loads(text)).strip(), text.strip())

    def test_an_entry_stands_on_a_line_so_that_the_diff_can_be_read(self):
        text = refresh.dump({"iam": {"operations": {"A": {"x": 1}, "B": {"x": 2}}}})
        self.assertEqual(text, '{\n"iam":{\n"operations":{\n"A":{"x":1},\n"B":{"x":2}}}}')


if __name__ == "__main__":
    unittest.main()
