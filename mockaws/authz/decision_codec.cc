#include "mockaws/authz/decision_codec.h"

#include "mockaws/wire/byte_record.h"

namespace policy_engine {

template <typename AnyPrincipal>
requires std::is_same_v<std::remove_const_t<AnyPrincipal>, Principal>
static auto RecordFields(AnyPrincipal& p) {
  return std::tie(p.type, p.arn, p.account, p.unique_id, p.role_arn, p.session_name,
                  p.federating_user_arn, p.federating_user_id, p.service_names, p.service_linked,
                  p.has_permissions_boundary);
}

}  // namespace policy_engine

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::RequestContext;

namespace {

// Texts and flags of a record, of a request.
template <typename AnyRecord>
auto PlainFieldsOfRecord(AnyRecord& r) {
  return std::tie(r.id, r.time, r.operation, r.principal_type, r.principal_arn, r.principal_account,
                  r.is_use, r.error_code, r.error_message, r.detail);
}

template <typename AnyRequest>
auto PlainFieldsOfRequest(AnyRequest& r) {
  return std::tie(r.principal, r.resource_account, r.resource_rule,
                  r.principal_in_management_account, r.resource_in_management_account,
                  r.rcp_judges_calls_without_resource);
}

template <typename Fields>
void PutFields(const Fields& tied, ByteWriter* writer) {
  std::apply([writer](const auto&... fields) { writer->PutAll(fields...); }, tied);
}

template <typename Fields>
void GetFields(const Fields& tied, ByteReader* reader) {
  std::apply([reader](auto&... fields) { reader->GetAll(&fields...); }, tied);
}

void WriteContext(const RequestContext& context, ByteWriter* writer) {
  writer->Put(uint64_t{context.size()});
  for (size_t i = 0; i < context.size(); ++i) {
    const RequestContext::View entry = context.At(i);
    writer->PutAll(entry.key(), entry.multivalued(), uint64_t{entry.size()});
    for (uint32_t value = 0; value < entry.size(); ++value) writer->Put(entry.value(value));
  }
}

RequestContext ReadContext(ByteReader* reader) {
  RequestContext context;
  uint64_t count = 0;
  for (reader->Get(&count); count > 0; --count) {
    std::string key;
    bool multivalued = false;
    std::vector<std::string> values;
    reader->GetAll(&key, &multivalued, &values);
    if (multivalued) {
      context.SetList(key, values);
    } else {
      context.Set(key, values.at(0));
    }
  }
  return context;
}

void WriteRequest(const AuthorizationRequest& request, ByteWriter* writer) {
  PutFields(PlainFieldsOfRequest(request), writer);
  writer->PutAll(request.action.text(), request.resource.text());
  WriteContext(request.context, writer);
}

AuthorizationRequest ReadRequest(ByteReader* reader) {
  AuthorizationRequest request;
  GetFields(PlainFieldsOfRequest(request), reader);
  std::string action;
  std::string resource;
  reader->GetAll(&action, &resource);
  request.action = policy_engine::RequestAction(action);
  request.resource = policy_engine::RequestResource(resource);
  request.context = ReadContext(reader);
  return request;
}

}  // namespace

std::string WriteRecord(const DecisionRecord& record, std::string room) {
  ByteWriter writer(std::move(room));
  PutFields(PlainFieldsOfRecord(record), &writer);
  writer.Put(static_cast<uint64_t>(record.status));
  for (const Judgement& judgement : record.judgements) {
    WriteRequest(judgement.request, &writer);
    writer.Put(judgement.message);
  }
  return writer.Take();
}

DecisionRecord ReadRecord(std::string_view bytes, const std::vector<KeptVerdict>& verdicts) {
  DecisionRecord record;
  ByteReader reader(bytes);
  GetFields(PlainFieldsOfRecord(record), &reader);
  uint64_t status = 0;
  reader.Get(&status);
  record.status = static_cast<int>(status);
  for (const KeptVerdict& verdict : verdicts) {
    AuthorizationRequest request = ReadRequest(&reader);
    std::string message;
    reader.Get(&message);
    policy_engine::PolicySet policies = verdict.policies;
    record.judgements.emplace_back(std::move(request), std::move(policies), verdict.decision,
                                   std::move(message));
  }
  return record;
}

}  // namespace mockaws
