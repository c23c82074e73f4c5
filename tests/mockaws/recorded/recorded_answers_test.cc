// Plays the recorded answers of tests/data/recorded_answers, one test each (script.h tells their
// form).
#include <map>

#include "tests/mockaws/iam/iam_fixture.h"
#include "tests/mockaws/iam/saml_metadata_sample.h"
#include "tests/mockaws/iam/test_keys.h"
#include "tests/mockaws/recorded/script.h"

namespace mockaws {
namespace {

std::map<std::string, std::string> GivenTexts() {
  const std::string statement = R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)";
  return {
      {"allow", statement + R"("Action":"*","Resource":"*"}})"},
      {"document", statement + R"("Action":"s3:*","Resource":"*"}})"},
      {"getUser", statement + R"("Action":"iam:GetUser","Resource":"*"}})"},
      {"sessionToken", statement + R"("Action":"sts:*","Resource":"*"}})"},
      {"trust", statement + R"("Principal":{"AWS":"111122223333"},"Action":)" +
                    R"(["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}})"},
      {"trustEc2",
       statement + R"("Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}})"},
      {"aws", "arn:aws:iam::aws:policy/"},
      {"account", "111122223333"},
      {"iam", "arn:aws:iam::111122223333:"},
      {"leafCertificate", std::string(kLeafCertificate)},
      {"leafKey", std::string(kLeafKey)},
      {"intermediateCertificate", std::string(kIntermediateCertificate)},
      {"loneCertificate", std::string(kLoneCertificate)},
      {"loneKey", std::string(kLoneKey)},
      {"otherCertificate", std::string(kOtherCertificate)},
      {"sshKey", std::string(kSshKey)},
      {"sshKeyPem", std::string(kSshKeyPem)},
      {"shortSshKey", std::string(kShortSshKey)},
      {"samlMetadata", SamlMetadata()},
  };
}

class RecordedAnswers : public IamTest, public ::testing::WithParamInterface<RecordedCase> {
 protected:
  void Play(const RecordedLine& line) {
    if (line.indented) {
      Expect(line.text);
      return;
    }
    JudgeLastCall();
    const std::vector<std::string> words = SplitWords(WriteOutRepeats(line.text));
    if (!Direct(words)) CallWith(words);
  }

  // A call that no line expects to fail must have succeeded.
  void JudgeLastCall() {
    if (judged_) return;
    judged_ = true;
    EXPECT_OUTCOME(answer_, "ok") << "of " << call_;
  }

 private:
  bool Direct(const std::vector<std::string>& words) {
    const std::string& verb = words.at(0);
    if (verb == "as") {
      who_ = words.at(1) == "root" ? Root() : people_.at(words.at(1));
    } else if (verb == "user") {
      people_[words.at(1)] = NewUser(words.at(1), words.at(2) == "none" ? "" : Filled(words[2]));
    } else if (verb == "session") {
      people_[words.at(1)] = AssumedRole(words.at(2));
    } else if (verb == "credentials") {
      people_[words.at(1)] = {answer_.Text("Credentials.AccessKeyId"),
                              answer_.Text("Credentials.SecretAccessKey"),
                              answer_.Text("Credentials.SessionToken")};
    } else if (verb == "wait") {
      Advance(std::chrono::seconds(std::stoi(words.at(1))));
    } else {
      return false;
    }
    return true;
  }

  void CallWith(const std::vector<std::string>& words) {
    const bool sts = words[0].starts_with("sts:");
    call_ = sts ? words[0].substr(4) : words[0];
    Parameters parameters;
    for (size_t i = 1; i < words.size(); ++i) {
      const size_t equals = words[i].find('=');
      ASSERT_NE(equals, std::string::npos) << words[i] << " is no Member=value";
      parameters.push_back({words[i].substr(0, equals), Filled(words[i].substr(equals + 1))});
    }
    answer_ = CallService(sts ? "sts" : "iam", call_, parameters, who_);
    judged_ = false;
  }

  void Expect(const std::string& text) {
    ASSERT_GT(text.size(), 2u);
    const std::string rest = Filled(WriteOutRepeats(text.substr(2)));
    if (text[0] == '!') {
      judged_ = true;
      const bool whole = rest.find(' ') != std::string::npos;
      EXPECT_EQ(whole ? answer_.Outcome() : answer_.code, rest) << "of " << call_;
      return;
    }
    JudgeLastCall();
    const std::string first = rest.substr(0, rest.find(' '));
    const std::string second =
        first.size() == rest.size() ? std::string() : rest.substr(first.size() + 1);
    const std::string path = first == "." ? "" : first;
    switch (text[0]) {
      case '=':
        EXPECT_EQ(answer_.Text(path), second) << call_ << ' ' << path;
        break;
      case '-':
        EXPECT_FALSE(answer_.Has(path)) << call_ << ' ' << path;
        break;
      case ':':
        EXPECT_EQ(answer_.Members(path), second) << call_ << ' ' << path;
        break;
      case '>':
        texts_[first] = answer_.Text(second);
        EXPECT_NE(texts_[first], "(absent)") << second;
        break;
      default:
        ADD_FAILURE() << "no such expectation: " << text;
    }
  }

  // $name replaced, longest names first.
  std::string Filled(std::string text) const {
    for (auto it = texts_.rbegin(); it != texts_.rend(); ++it) {
      const std::string name = "$" + it->first;
      for (size_t at = 0; (at = text.find(name, at)) != std::string::npos;) {
        text.replace(at, name.size(), it->second);
        at += it->second.size();
      }
    }
    return text;
  }

  std::map<std::string, std::string> texts_ = GivenTexts();
  std::map<std::string, SigningCredentials> people_;
  SigningCredentials who_ = Root();
  std::string call_;
  Answer answer_;
  bool judged_ = true;
};

TEST_P(RecordedAnswers, AreGiven) {
  const RecordedCase& one = GetParam();
  for (const RecordedLine& line : one.lines) {
    SCOPED_TRACE(one.file + ":" + std::to_string(line.number) + ": " + line.text);
    Play(line);
    if (HasFatalFailure()) return;
  }
  SCOPED_TRACE(one.name + ": its last call");
  JudgeLastCall();
}

INSTANTIATE_TEST_SUITE_P(Aws, RecordedAnswers,
                         ::testing::ValuesIn(ReadRecordedCases(std::string(IAMSIM_SOURCE_DIR) +
                                                               "/tests/data/recorded_answers")),
                         [](const auto& test) { return test.param.name; });

TEST(RecordedScript, WordsMayBeQuotedAndRepeated) {
  EXPECT_EQ(SplitWords("A  'b c' d=' e'"), (std::vector<std::string>{"A", "b c", "d= e"}));
  EXPECT_EQ(WriteOutRepeats("x={ab*3}-{c*2}"), "x=ababab-cc");
}

}  // namespace
}  // namespace mockaws
