#include "simulator/runner/find_scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace simulator {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class FindScenariosTest : public testing::Test {
 protected:
  void SetUp() override {
    // A name with the test's, since tests run side by side.
    root_ = testing::TempDir() + "find_scenarios_" +
            testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(root_);
    for (const char* file : {"a.yaml", "b.yml", "_part.yaml", "notes.txt", "x/c.yaml",
                             "x/deep/d.yaml", "x/.hidden/e.yaml", "y/a2.yaml"}) {
      const fs::path path = fs::path(root_) / file;
      fs::create_directories(path.parent_path());
      std::ofstream(path) << "scenario: 1\n";
    }
  }
  void TearDown() override { fs::remove_all(root_); }

  // Paths below the root, or the error.
  std::vector<std::string> Find(const std::vector<std::string>& paths) {
    std::vector<std::string> whole;
    for (const std::string& path : paths) whole.push_back(root_ + "/" + path);
    auto found = FindScenarios(whole);
    if (!found.ok()) return {"error: " + found.error().message};
    for (std::string& file : *found) file = file.substr(root_.size() + 1);
    return *found;
  }

  std::string root_;
};

TEST_F(FindScenariosTest, TakesFoldersWithAllBelowButWhatIsHiddenOrIncluded) {
  EXPECT_THAT(Find({"."}),
              ElementsAre("a.yaml", "b.yml", "x/c.yaml", "x/deep/d.yaml", "y/a2.yaml"));
}

TEST_F(FindScenariosTest, TakesEachFileOnceInTheOrderGiven) {
  EXPECT_THAT(Find({"y/a2.yaml", "y", "a.yaml"}), ElementsAre("y/a2.yaml", "a.yaml"));
}

TEST_F(FindScenariosTest, MatchesPatternsWithinNames) {
  EXPECT_THAT(Find({"*.yaml"}), ElementsAre("a.yaml"));
  EXPECT_THAT(Find({"?/[ac]*.yaml"}), ElementsAre("x/c.yaml", "y/a2.yaml"));
}

TEST_F(FindScenariosTest, MatchesAnyFoldersByTwoStars) {
  EXPECT_THAT(Find({"**/*.yaml"}), ElementsAre("a.yaml", "x/c.yaml", "x/deep/d.yaml", "y/a2.yaml"));
  EXPECT_THAT(Find({"x/**"}), ElementsAre("x/c.yaml", "x/deep/d.yaml"));
  EXPECT_THAT(Find({"**/deep"}), ElementsAre("x/deep/d.yaml"));
}

TEST_F(FindScenariosTest, RefusesWhatIsNotThere) {
  EXPECT_THAT(Find({"none.yaml"}), ElementsAre(HasSubstr("no such file or directory")));
  EXPECT_THAT(Find({"z*.yaml"}), ElementsAre(HasSubstr("no scenario matches this pattern")));
}

}  // namespace
}  // namespace simulator
