#include "mockaws/state/entity_codec.h"

#include <gtest/gtest.h>

#include "mockaws/state/entity_fields.h"
#include "mockaws/state/state.h"
#include "policy_engine/policy.h"

namespace mockaws {
namespace {

constexpr const char* kDocument =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})";

// Gives every field of an entity, and of its parts, a value of its own that isn't its default.
class Filler {
 public:
  void Fill(bool* value) { *value = !*value; }
  void Fill(std::string* value) { *value = "text " + std::to_string(++count_) + " \xc3\xa9\n\""; }
  void Fill(Instant* value) { *value = Instant(std::chrono::milliseconds(1'000 + ++count_)); }
  void Fill(std::shared_ptr<const std::string>* value) {
    *value = std::make_shared<const std::string>("shared " + std::to_string(++count_));
  }
  void Fill(PolicyText* value) {
    policy_engine::ParseOptions options;
    options.source = "source " + std::to_string(++count_);
    value->text = std::string(kDocument) + " ";
    value->compiled =
        *policy_engine::CompilePolicy(kDocument, policy_engine::PolicyType::kManaged, options);
  }
  template <typename T>
  requires std::integral<T>
  void Fill(T* value) { *value = static_cast<T>(100 + ++count_); }
  template <typename T>
  requires std::is_enum_v<T>
  void Fill(T* value) { *value = static_cast<T>(1); }
  template <typename T>
  void Fill(std::vector<T>* values) {
    values->resize(2);
    for (T& value : *values) Fill(&value);
  }
  template <typename T>
  void Fill(std::optional<T>* value) {
    Fill(&value->emplace());
  }
  template <typename T, typename Less>
  void Fill(std::map<std::string, T, Less>* values) {
    Fill(&(*values)["one"]);
    Fill(&(*values)["two"]);
  }
  template <typename T>
  void Fill(std::set<T>* values) {
    T value{};
    Fill(&value);
    values->insert(value);
  }
  template <typename T>
  requires requires { FieldsOf<T>::kAll; }
  void Fill(T* entity) {
    std::apply([&](const auto&... entries) { (FillEntry(entries, entity), ...); },
               FieldsOf<T>::kAll);
  }

 private:
  template <FieldForm kForm, typename T, typename Member>
  void FillEntry(const Field<kForm, T, Member>& field, T* entity) {
    Fill(&(entity->*field.member));
  }
  template <typename Base, typename T>
  void FillEntry(const BaseFields<Base>&, T* entity) {
    Fill(static_cast<Base*>(entity));
  }

  int count_ = 0;
};

const Aead& Key() {
  static const Aead* const kKey = new Aead(std::string(Aead::kKeyBytes, 'k'));
  return *kKey;
}

template <typename T>
class EveryEntity : public testing::Test {};

// As in entity_codec.cc.
using Entities =
    testing::Types<AccessJob, AccessKey, AccessKeyOwner, AccountCreation, AccountSettings, CallUse,
                   ClockSetting, CustomerPolicy, DelegationRequest, Group, InstanceProfile,
                   MfaDevice, OidcProvider, Organization, OrganizationsAccessJob, PolicyUse,
                   PrincipalEntity, PrincipalUse, Role, RoleDeletion, SamlProvider,
                   ServerCertificate, TokenIssuer, User>;
TYPED_TEST_SUITE(EveryEntity, Entities);

// Fields themselves can't be forgotten: FieldList doesn't compile then.
TYPED_TEST(EveryEntity, IsReadAsItWasWritten) {
  TypeParam entity{};
  Filler().Fill(&entity);
  const RowSealer sealer(&Key(), "row");
  const EntityCodec& codec = CodecOf<TypeParam>();
  const std::string data = codec.encode(&entity, sealer);
  const auto read = codec.decode(data, sealer);
  ASSERT_TRUE(read.ok()) << read.error().message << "\n" << data;
  const std::string again = codec.encode(read->get(), sealer);
  // Sealed members differ by their nonces.
  if constexpr (std::is_same_v<TypeParam, AccessKey>) {
    EXPECT_EQ(static_cast<const AccessKey*>(read->get())->secret, entity.secret);
  } else if constexpr (std::is_same_v<TypeParam, MfaDevice>) {
    EXPECT_EQ(static_cast<const MfaDevice*>(read->get())->seed, entity.seed);
  } else if constexpr (std::is_same_v<TypeParam, SamlProvider>) {
    const SamlProvider& provider = *static_cast<const SamlProvider*>(read->get());
    EXPECT_EQ(provider.private_keys[1].pem, entity.private_keys[1].pem);
  } else if constexpr (std::is_same_v<TypeParam, AccountSettings>) {
    const AccountSettings& settings = *static_cast<const AccountSettings*>(read->get());
    EXPECT_EQ(settings.outbound.ec_key, entity.outbound.ec_key);
    EXPECT_EQ(settings.quotas.users_per_account, entity.quotas.users_per_account);
  } else if constexpr (std::is_same_v<TypeParam, User>) {
    const User& user = *static_cast<const User*>(read->get());
    ASSERT_EQ(user.access_keys.size(), entity.access_keys.size());
    EXPECT_EQ(user.access_keys[1].secret, entity.access_keys[1].secret);
    EXPECT_EQ(user.inline_policies[1].policy.compiled->text(), kDocument);
  } else {
    EXPECT_EQ(again, data);
  }
}

TYPED_TEST(EveryEntity, HasRowsThatAreFoundByKind) {
  TypeParam entity{};
  const std::string data = CodecOf<TypeParam>().encode(&entity, RowSealer(&Key(), "row"));
  EXPECT_TRUE(CodecOf<TypeParam>().decode(data, RowSealer(&Key(), "row")).ok());
}

TEST(EveryTable, IsFoundByItsKind) {
  State state;
  const Account& account = state.EnsureAccount("111122223333", Instant());
  ASSERT_GE(account.tables().size(), 10u);
  for (const TableBase* table : account.tables()) {
    EXPECT_EQ(State::FindCodec("111122223333", table->kind()), &table->codec()) << table->kind();
  }
  for (const TableBase* table : state.tables()) {
    EXPECT_EQ(State::FindCodec("", table->kind()), &table->codec()) << table->kind();
  }
}

TEST(SealedField, IsNotWrittenInClear) {
  const AccessKey key{.id = "AKIAEXAMPLE", .secret = "plainsecret"};
  const std::string data = CodecOf<AccessKey>().encode(&key, RowSealer(&Key(), "row"));
  EXPECT_EQ(data.find("plainsecret"), std::string::npos);
  EXPECT_NE(data.find("AKIAEXAMPLE"), std::string::npos);
}

TEST(SealedField, OpensInItsOwnRowOnly) {
  const AccessKey key{.id = "AKIAEXAMPLE", .secret = "plainsecret"};
  const std::string data = CodecOf<AccessKey>().encode(&key, RowSealer(&Key(), "row"));
  EXPECT_TRUE(CodecOf<AccessKey>().decode(data, RowSealer(&Key(), "row")).ok());
  const auto moved = CodecOf<AccessKey>().decode(data, RowSealer(&Key(), "another row"));
  ASSERT_FALSE(moved.ok());
  EXPECT_NE(moved.error().message.find("secret: a secret doesn't open"), std::string::npos);
}

TEST(Decoding, RefusesWhatItDoesNotKnow) {
  const RowSealer sealer(&Key(), "row");
  const auto decode = [&](std::string_view data) {
    const auto read = CodecOf<PolicyUse>().decode(data, sealer);
    return read.ok() ? std::string("ok") : read.error().message;
  };
  EXPECT_EQ(decode(R"({"attachments":1})"), "ok");
  EXPECT_EQ(decode(R"({"attachments":"one"})"), "attachments: not a whole number");
  EXPECT_EQ(decode(R"({"pins":1})"),
            "member \"pins\" is unknown: it was written by a newer iamsim, or altered");
  EXPECT_EQ(decode(R"([])"), "not an object");
  EXPECT_NE(decode(R"({"attachments":1)"), "ok");
}

TEST(Decoding, LeavesNewFieldsOfOldRowsAtTheirDefaults) {
  const auto read =
      CodecOf<AccessKey>().decode(R"({"id":"AKIAEXAMPLE"})", RowSealer(&Key(), "row"));
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(static_cast<const AccessKey*>(read->get())->active);
  const auto device =
      CodecOf<MfaDevice>().decode(R"({"serial":"s","last_step":7})", RowSealer(&Key(), "row"));
  ASSERT_TRUE(device.ok());
  EXPECT_TRUE(static_cast<const MfaDevice*>(device->get())->code_use.used_steps.empty());
}

}  // namespace
}  // namespace mockaws
