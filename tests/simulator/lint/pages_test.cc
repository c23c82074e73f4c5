// docs/lint and the rule table say the same, and each page's examples are what the rule does.

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "simulator/lint/linter.h"
#include "simulator/scenario/source.h"

namespace simulator {
namespace {

// What stands between the heading's ```json and its end.
std::string Example(const std::string& page, const std::string& heading) {
  const size_t start = page.find("## " + heading + "\n");
  const size_t open = page.find("```json\n", start);
  const size_t close = page.find("\n```", open);
  if (start == std::string::npos || open == std::string::npos || close == std::string::npos) {
    return "";
  }
  return page.substr(open + 8, close - open - 8);
}

bool Reports(const LintRule& rule, const std::string& page, const std::string& heading) {
  LintOptions options;
  const std::string of_type = "The examples are of type `";
  const size_t type = page.find(of_type);
  if (type != std::string::npos) {
    const size_t begin = type + of_type.size();
    options.type = PolicyTypeOfWord(page.substr(begin, page.find('`', begin) - begin));
    EXPECT_TRUE(options.type.has_value());
  }
  for (const LintFinding& finding : LintPolicy(Example(page, heading), options).findings) {
    if (finding.rule == &rule) return true;
  }
  return false;
}

std::string Capital(std::string_view word) {
  std::string text(word);
  text[0] = static_cast<char>(text[0] - 32);
  return text;
}

TEST(LintPages, EveryRuleHasAPageThatBeginsWithItsIdSeverityAndTitle) {
  for (const LintRule& rule : LintRules()) {
    const std::string start = "# " + std::string(rule.id) + "\n\n" +
                              Capital(LintSeverityName(rule.severity)) + ": " +
                              std::string(rule.title) + ".\n\n";
    EXPECT_TRUE(LintPage(rule).starts_with(start)) << rule.id;
  }
}

TEST(LintPages, EveryPageIsOfARule) {
  std::set<std::string> pages;
  const std::string folder = std::string(IAMSIM_SOURCE_DIR) + "/docs/lint";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    pages.insert(entry.path().stem().string());
    EXPECT_NE(FindLintRule(entry.path().stem().string()), nullptr) << entry.path();
  }
  EXPECT_EQ(pages.size(), LintRules().size());
}

TEST(LintPages, TheFirstExampleIsReportedAndTheSecondIsNot) {
  for (const LintRule& rule : LintRules()) {
    const std::string page(LintPage(rule));
    EXPECT_TRUE(Reports(rule, page, "Reported")) << rule.id;
    EXPECT_FALSE(Reports(rule, page, "Not reported")) << rule.id;
  }
}

TEST(LintPages, TheSecondExampleHasNoErrorOfAnyRule) {
  for (const LintRule& rule : LintRules()) {
    const std::string page(LintPage(rule));
    for (const LintRule& other : LintRules()) {
      if (other.severity != LintSeverity::kError) continue;
      EXPECT_FALSE(Reports(other, page, "Not reported")) << rule.id << ": " << other.id;
    }
  }
}

TEST(LintRules, IdsAreUniqueAndTitlesShort) {
  std::set<std::string_view> ids;
  for (const LintRule& rule : LintRules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_LE(rule.title.size(), 70U) << rule.id;
  }
}

}  // namespace
}  // namespace simulator
