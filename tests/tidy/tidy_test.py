#!/usr/bin/env python3
"""Tests of the checks themselves: each must find the fault that it is for."""

import unittest

import includes
import sizes
from tree import cpp_code


class Code(unittest.TestCase):
    def test_comments_and_literals_are_blanked_and_lines_kept(self):
        source = 'a("}"); // {\n/* {\n */ b(\'{\', R"x({)" {\n)x", 1\'000);'
        code = cpp_code(source)
        self.assertNotIn("{", code)
        self.assertNotIn("}", code)
        self.assertEqual(code.count("\n"), source.count("\n"))
        self.assertIn("1'000", code)


class Functions(unittest.TestCase):
    def lengths(self, source):
        return {head: last - first + 1
                for first, last, head in sizes.cpp_functions(cpp_code(source))}

    def test_each_function_is_measured_from_its_head_to_its_brace(self):
        self.assertEqual(self.lengths("namespace a {\nint f(int x) {\n  return x;\n}\n}\n"),
                         {"int f(int x) {": 3})

    def test_inner_blocks_and_lambdas_belong_to_their_function(self):
        self.assertEqual(self.lengths("void f() {\n if (a) {\n  g([] {\n  });\n }\n}\n"),
                         {"void f() {": 6})

    def test_methods_in_classes_are_functions_and_classes_are_not(self):
        self.assertEqual(self.lengths("class A : public B<C(int)> {\n void f() const {\n }\n};\n"),
                         {"void f() const {": 2})

    def test_initializers_belong_to_their_constructor(self):
        self.assertEqual(self.lengths("A::A(int x)\n    : a_{x}, b_(x), c_{x} {\n  f();\n}\n"),
                         {"A::A(int x)": 4})

    def test_tables_are_no_functions(self):
        self.assertEqual(self.lengths("const T kTable[] = {\n {f(1)},\n {f(2)},\n};\n"), {})

    def test_templates_are_functions(self):
        self.assertEqual(self.lengths("template <class T>\nvoid f(T t) {\n}\n"),
                         {"template <class T>": 3})

    def test_macros_are_left_out(self):
        self.assertEqual(self.lengths("#define F(x) \\\n  if (x) {\n\nvoid g() {\n}\n"),
                         {"void g() {": 2})


class Includes(unittest.TestCase):
    table = includes.may_include("mockaws:  http ─► service ─► wire\n"
                                 "          service ─► sigv4 ─► crypto, wire     sigv4 ─► model\n"
                                 "policy_engine:  base\n")

    def test_what_stands_further_right_may_be_included(self):
        self.assertEqual(self.table["mockaws/http"],
                         {f"mockaws/{name}" for name in
                          ("service", "wire", "sigv4", "crypto", "model")})
        self.assertEqual(self.table["mockaws/wire"], set())

    def test_circles_are_refused(self):
        with self.assertRaises(ValueError):
            includes.may_include("mockaws:  a ─► b ─► a\n")

    def ours(self, path, included):
        return includes.check_ours(path, 1, included, self.table)

    def test_a_folder_may_include_itself_and_what_is_declared(self):
        self.assertIsNone(self.ours("mockaws/wire/a.cc", "mockaws/wire/a.h"))
        self.assertIsNone(self.ours("mockaws/wire/a.cc", "policy_engine/base/json.h"))
        self.assertIsNone(self.ours("mockaws/wire/a.cc", "policy_engine/result.h"))

    def test_nothing_points_back(self):
        for path, included in (("mockaws/wire/a.cc", "mockaws/http/a.h"),
                               ("mockaws/wire/a.cc", "policy_engine/compile/a.h"),
                               ("mockaws/http/a.cc", "simulator/report/a.h")):
            self.assertIn("may not include", self.ours(path, included).message)

    def test_folders_outside_the_table_are_refused(self):
        self.assertIn("not in the table", self.ours("mockaws/new/a.cc",
                                                    "mockaws/wire/a.h").message)

    def test_libraries_are_included_by_their_wrapper_only(self):
        self.assertIsNone(includes.check_foreign("policy_engine/base/json.cc", 1,
                                                 "nlohmann/json.hpp"))
        self.assertIn("belongs only in", includes.check_foreign("mockaws/iam/users.cc", 1,
                                                                "nlohmann/json.hpp").message)

    def test_unknown_libraries_are_refused(self):
        self.assertIn("of no library", includes.check_foreign("mockaws/iam/users.cc", 1,
                                                              "curl/curl.h").message)

    def test_the_engine_is_pure(self):
        self.assertIn("pure", includes.check_foreign("policy_engine/base/a.cc", 1,
                                                     "thread").message)


if __name__ == "__main__":
    unittest.main()
