// Command lines of the benchmark programs: `--name value` pairs, anything else is an error.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace bench {

class Arguments {
 public:
  Arguments(int argc, char** argv) : words_(argv + 1, argv + argc) {}

  // The value of the last `name`, or `otherwise`.
  std::string Text(const std::string& name, const std::string& otherwise) {
    const std::vector<std::string> all = Texts(name);
    return all.empty() ? otherwise : all.back();
  }

  // The values of every `name`, in order.
  std::vector<std::string> Texts(const std::string& name) {
    std::vector<std::string> values;
    for (size_t i = 0; i < words_.size();) {
      if (words_[i] != name) {
        i += 2;
        continue;
      }
      if (i + 1 == words_.size()) Fail(name + " needs a value");
      values.push_back(words_[i + 1]);
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i),
                   words_.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    }
    return values;
  }

  double Real(const std::string& name, double otherwise) {
    const std::string text = Text(name, "");
    if (text.empty()) return otherwise;
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (*end != '\0' || value < 0) Fail(name + " needs a number, not `" + text + "`");
    return value;
  }

  size_t Number(const std::string& name, size_t otherwise) {
    return static_cast<size_t>(Real(name, static_cast<double>(otherwise)));
  }

  // All names known to the program have been asked for: what is left is unknown.
  void Finish() {
    if (!words_.empty()) Fail("unknown argument `" + words_.front() + "`");
  }

  [[noreturn]] static void Fail(const std::string& message) {
    std::fprintf(stderr, "%s\n", message.c_str());
    std::exit(2);
  }

 private:
  std::vector<std::string> words_;
};

}  // namespace bench
