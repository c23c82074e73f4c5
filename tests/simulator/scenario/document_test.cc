#include "simulator/scenario/document.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace simulator {
namespace {

// Reads `yaml`'s member `doc` and renders it.
std::string Render(std::string_view yaml, DocumentStyle style = DocumentStyle::kCompact,
                   const std::string& directory = "") {
  Variables variables;
  variables.Set("arn", "arn:aws:iam::111122223333:role/R");
  variables.Set("text", "{ not json");
  const auto root = ParseYaml(yaml, "f.yaml");
  if (!root.ok()) return root.error().front().ToString();
  YamlPointer node;
  for (const auto& member : (*root)->members) node = member.value;
  const auto document = ReadDocument(node, directory);
  if (!document.ok()) return document.error().front().ToString();
  const auto rendered = RenderDocument(*document, variables, style);
  return rendered.ok() ? *rendered : rendered.error().front().ToString();
}

TEST(Document, YamlBecomesTheJsonThatAPersonWouldHaveWritten) {
  EXPECT_EQ(Render("doc:\n"
                   "  Version: 2012-10-17\n"
                   "  Statement:\n"
                   "    - Effect: Allow\n"
                   "      Action: [sts:AssumeRole]\n"
                   "      Resource: ${arn}\n"
                   "      Condition:\n"
                   "        Null: {aws:TokenIssueTime: true}\n"
                   "        NumericLessThan: {aws:MultiFactorAuthAge: 3600}\n"),
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],)"
            R"("Resource":"arn:aws:iam::111122223333:role/R","Condition":)"
            R"({"Null":{"aws:TokenIssueTime":"true"},)"
            R"("NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}}]})");
}

TEST(Document, PolicyVariablesStay) {
  EXPECT_EQ(Render("doc: {Resource: \"arn:aws:s3:::home/${aws:username}/*\"}"),
            R"({"Resource":"arn:aws:s3:::home/${aws:username}/*"})");
}

TEST(Document, IsIndentedUnlessWhiteSpaceCounts) {
  EXPECT_EQ(Render("doc: {a: b}", DocumentStyle::kIndented), "{\n  \"a\": \"b\"\n}");
}

TEST(Document, TextIsSentExactlyAsItIs) {
  // |2: the text's own indentation begins after two columns.
  EXPECT_EQ(Render("doc: |2\n    \"Version\":  \"${arn}\",\n  }\n"),
            "  \"Version\":  \"${arn}\",\n}\n");
  EXPECT_EQ(Render("doc: \"\""), "");
}

TEST(Document, TextThatIsOneReferenceIsThatVariable) {
  EXPECT_EQ(Render("doc: ${text}"), "{ not json");
}

TEST(Document, FilesAreSentExactlyAsTheyAre) {
  const std::string directory = ::testing::TempDir();
  std::ofstream(directory + "iamsim_document_test.json") << "{ \"a\": \"${arn}\" ,}\n";
  EXPECT_EQ(Render("doc: {file: iamsim_document_test.json}", DocumentStyle::kCompact, directory),
            "{ \"a\": \"${arn}\" ,}\n");
  std::remove((directory + "iamsim_document_test.json").c_str());
  EXPECT_EQ(Render("doc: {file: gone.json}", DocumentStyle::kCompact, "/nowhere/"),
            "f.yaml:1:13: /nowhere/gone.json: cannot be read: No such file or directory");
}

TEST(Document, NullHasNoPlaceInOne) {
  EXPECT_EQ(Render("doc: {Action: }").substr(0, 35), "f.yaml:1:15: a policy document hold");
  EXPECT_EQ(Render("doc:").substr(0, 42), "f.yaml:1:5: a policy document is missing: ");
}

}  // namespace
}  // namespace simulator
