#include "tests/differential/conditions.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace differential {
namespace {

using policy_engine::Json;

constexpr std::string_view kStringOperators[] = {
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
    "StringLike",   "StringNotLike"};
constexpr std::string_view kNumericOperators[] = {"NumericEquals",      "NumericNotEquals",
                                                  "NumericLessThan",    "NumericLessThanEquals",
                                                  "NumericGreaterThan", "NumericGreaterThanEquals"};
constexpr std::string_view kDateOperators[] = {"DateEquals",      "DateNotEquals",
                                               "DateLessThan",    "DateLessThanEquals",
                                               "DateGreaterThan", "DateGreaterThanEquals"};
constexpr std::string_view kIpOperators[] = {"IpAddress", "NotIpAddress"};
constexpr std::string_view kArnOperators[] = {"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"};

enum class Family { kString, kNumeric, kDate, kBool, kBinary, kIp, kArn, kNull };

std::string OperatorOf(Family family, Random& random) {
  switch (family) {
    case Family::kString:
      return std::string(random.Pick(kStringOperators));
    case Family::kNumeric:
      return std::string(random.Pick(kNumericOperators));
    case Family::kDate:
      return std::string(random.Pick(kDateOperators));
    case Family::kBool:
      return "Bool";
    case Family::kBinary:
      return "BinaryEquals";
    case Family::kIp:
      return std::string(random.Pick(kIpOperators));
    case Family::kArn:
      return std::string(random.Pick(kArnOperators));
    default:
      return "Null";
  }
}

// A key that suits the family; sometimes any other.
std::string KeyOf(Family family, const Scene& scene, Random& random) {
  if (random.Percent(20)) {
    return random.Of({"aws:TagKeys", "aws:CalledVia", "aws:RequestTag/value", "aws:absent",
                      "aws:PrincipalTag/team", "aws:PrincipalArn", "aws:username"});
  }
  switch (family) {
    case Family::kNumeric:
      return "aws:MultiFactorAuthAge";
    case Family::kDate:
      return "aws:CurrentTime";
    case Family::kBool:
      return "aws:MultiFactorAuthPresent";
    case Family::kBinary:
      return "kms:EncryptionContext:blob";
    case Family::kIp:
      return "aws:SourceIp";
    case Family::kArn:
      return random.Of({"aws:SourceArn", "aws:SourceArn", "aws:PrincipalArn"});
    case Family::kString:
      return random.Of({"aws:RequestTag/value", "aws:RequestTag/team", "aws:PrincipalTag/team",
                        "aws:TagKeys", "aws:username", "aws:PrincipalAccount",
                        "aws:ResourceAccount", "aws:PrincipalType"});
    default:
      return random.Pick(scene.context).name;
  }
}

std::string StringLiteral(const Scene& scene, const std::string& key, Random& random) {
  if (random.Percent(10)) {
    return random.Of({"${aws:TagKeys}",
                      "${aws:TagKeys, 'red'}",
                      "x${aws:TagKeys}",
                      "*${aws:absent}",
                      "${aws:absent, 'red'}",
                      "${aws:absent, ''}",
                      "${aws:RequestTag/team}",
                      "${aws:RequestTag/value}${aws:RequestTag/team}",
                      "${*}",
                      "a${?}",
                      "${$}{x}",
                      "${aws:RequestTag/team}*",
                      "${AWS:username}",
                      "${aws:absent, 'r*'}",
                      "$",
                      "${",
                      "${}",
                      "a$b",
                      "${aws:username",
                      "${aws:PrincipalTag/team, 'a'}"});
  }
  if (key == "aws:RequestTag/greek") return GreekWord(random);
  std::string text = random.Of(
      {"a",    "A",   "alice", "red",   "blue", "team",         "ΟΣ",   "ος",          "K",
       "𐐀",    "Σ",   "ς",     "α.σ.β", "αΣ'",  "ας-β",         "i̇x",   "SS",          "ß",
       "a\nb", "a?b", "a??b",  "??",    "",     "111122223333", "User", "AssumedRole", "logs"});
  for (const ContextKey& candidate : scene.context) {
    if (candidate.name == key && !candidate.values.empty() && random.Percent(60)) {
      text = random.Pick(candidate.values);
    }
  }
  return random.Percent(60) ? text : Vary(std::move(text), scene, random, true);
}

std::string IpLiteral(Random& random) {
  return random.Of({"192.0.2.0/24",
                    "192.0.2.1",
                    "192.0.2.5/24",
                    "192.0.2.0/+24",
                    "192.0.2.0/33",
                    "192.0.2.0/024",
                    "0.0.0.0/0",
                    "203.0.113.0/24",
                    "2001:db8::/64",
                    "::/0",
                    "2001:db8::5/64",
                    "2001:DB8::/064",
                    "2001:db8::1",
                    "0:2001:db8::/48",
                    "::ffff:c000:200/120",
                    "::ffff:192.0.2.0/120",
                    "x",
                    "",
                    "2001:db8:::/48",
                    "1:2:3:4:5:6:7:8",
                    "192.0.2.1/",
                    "192.0.2.0/-1",
                    "::1:/128",
                    "192.0.2.1/32/32",
                    "2001:db8::/129"});
}

std::string ArnLiteral(const Scene& scene, Random& random) {
  std::string arn =
      random.Of({"arn:aws:s3:::logs", "arn:aws:s3:::logs*", "arn:aws:sns:*:*:t",
                 "arn:aws:sns:us-east-1:111122223333:*", "arn:aws:*:*:*:*",
                 "arn:aws:iam::111122223333:user/*", "not-an-arn", "arn:aws:s3", "${aws:SourceArn}",
                 "${aws:absent}", "${aws:RequestTag/value}", "*", "?rn:aws:s3:::logs",
                 "a:b:c:d:e:f", "arn:aws:s3:::${*}", "arn:aws:${aws:absent, 's3'}:::logs"});
  if (!scene.principal_arn.empty() && random.Percent(20)) arn = scene.principal_arn;
  return random.Percent(70) ? arn : Vary(std::move(arn), scene, random, true);
}

std::string LiteralOf(Family family, const Scene& scene, const std::string& key, Random& random) {
  switch (family) {
    case Family::kNumeric:
      return random.Of({"1",
                        "01",
                        "1.0",
                        "1e0",
                        "+1",
                        "2",
                        "0",
                        "-1",
                        ".5",
                        "0.50",
                        "1000",
                        "1E3",
                        "9007199254740993",
                        "NaN",
                        "x",
                        "",
                        "0.0",
                        "-0",
                        "1e-3",
                        "-1.50",
                        "-2",
                        "1e400"});
    case Family::kDate:
      return random.Of({"2026-01-02T03:04:05Z",
                        "2026-01-02T03:04:05.123Z",
                        "2026-01-02",
                        "2026-01",
                        "2026",
                        "1767323045",
                        "2026-01-02T03:04Z",
                        "2026-01-02T03:04:05",
                        "x",
                        "2026-02-29",
                        "2026-01-02T03:04:05.5Z",
                        "1969-12-31",
                        "2024-02-29",
                        "2026-01-02T03:04:05.",
                        "2026-01-01T22:04:05-05:00",
                        "2026-01-02T03:00:00Z",
                        "2026-01-02T03:04:05.5Z",
                        "2026-01-02T03:04:05.50Z",
                        "2026-01-32",
                        "2026-01-02T03:04:05+1:00",
                        "2026-01-02T03:04:05X"});
    case Family::kBool:
    case Family::kNull:
      return random.Of({"true", "false", "true", "false", "TRUE", "False", "yes", ""});
    case Family::kBinary:
      return random.Of({"YQ==", "YWJj", "YWI=", "/+8="});
    case Family::kIp:
      return IpLiteral(random);
    case Family::kArn:
      return ArnLiteral(scene, random);
    default:
      return StringLiteral(scene, key, random);
  }
}

// Booleans and numbers may stand in JSON's own types.
Json ValueOf(Family family, std::string text, Random& random) {
  if (random.Percent(30)) {
    if (text == "true" || text == "false") return Json::Bool(text == "true");
    if (family == Family::kNumeric && (text == "1" || text == "1.0" || text == "-1")) {
      return Json::NumberText(std::move(text));
    }
  }
  return Json::String(std::move(text));
}

std::string Spelled(std::string key, Random& random) {
  if (!random.Percent(15)) return key;
  for (char& c : key) {
    if (c >= 'a' && c <= 'z' && random.Percent(50)) c = static_cast<char>(c - 'a' + 'A');
  }
  return key;
}

void AddTest(Json& condition, const Scene& scene, Random& random) {
  const auto family = static_cast<Family>(random.Percent(35) ? 0 : random.Below(8));
  std::string op = OperatorOf(family, random);
  std::string key = KeyOf(family, scene, random);
  if (family == Family::kString && random.Percent(15)) {
    op = random.Of({"StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"});
    key = "aws:RequestTag/greek";
  }
  const bool list = key == "aws:TagKeys" || key == "aws:CalledVia";
  if (family != Family::kNull) {
    if (random.Percent(list ? 80 : 10)) {
      op = (random.Percent(50) ? "ForAllValues:" : "ForAnyValue:") + op;
    }
    if (random.Percent(20)) op += "IfExists";
  }
  if (condition.Find(op) != nullptr) return;  // one key an operator keeps keys from repeating
  Json values = Json::MakeArray();
  const size_t count = random.Percent(3) ? 0 : 1 + random.Below(3);
  for (size_t i = 0; i < count; ++i) {
    values.Append(ValueOf(family, LiteralOf(family, scene, key, random), random));
  }
  const bool lone = count == 1 && random.Percent(50);
  Json tests = Json::MakeObject();
  tests.Set(Spelled(key, random), lone ? Json(values.items()[0]) : std::move(values));
  if (random.Percent(15) && family != Family::kNull) {
    tests.Set("aws:RequestTag/other",
              ValueOf(family, LiteralOf(family, scene, key, random), random));
  }
  condition.Set(op, std::move(tests));
}

}  // namespace

Json ConditionBlock(const Scene& scene, Random& random) {
  Json condition = Json::MakeObject();
  const size_t count = 1 + (random.Percent(25) ? random.Below(3) : 0);
  for (size_t i = 0; i < count; ++i) AddTest(condition, scene, random);
  return condition;
}

}  // namespace differential
