// The request pipeline. Its order is AWS's, as recorded: HTTP form → action and version →
// authentication → input validation → authorization → state.
#include "mockaws/service/service.h"

#include "mockaws/authn/credentials_lookup.h"
#include "mockaws/authz/authorizer.h"
#include "mockaws/control/control.h"
#include "mockaws/model/bind.h"
#include "mockaws/model/render.h"
#include "mockaws/model/service_model.h"
#include "mockaws/service/registry.h"
#include "mockaws/service/request_form.h"
#include "mockaws/sigv4/verifier.h"

namespace mockaws {
namespace {

// Errors before a service is known are told in STS's namespace, or in their own.
const ServiceModel& ModelForErrors(const RequestForm& form) {
  return form.model != nullptr ? *form.model : StsModel();
}

// Resolves keys for the verifier and remembers whom the key stands for.
class StateLookup : public CredentialLookup {
 public:
  StateLookup(ServerParts& parts, const State& state, Instant now)
      : parts_(parts), state_(state), now_(now) {}

  ApiResult<std::string> FindSecret(std::string_view access_key_id,
                                    const std::string* session_token) override {
    auto identity = ResolveCredentials(state_, parts_.tokens, parts_.settings, access_key_id,
                                       session_token, now_);
    if (!identity.ok()) return identity.error();
    identity_ = *std::move(identity);
    return identity_.secret;
  }

  const Identity& identity() const { return identity_; }

 private:
  ServerParts& parts_;
  const State& state_;
  const Instant now_;
  Identity identity_;
};

// One request on its way through the pipeline.
class ApiCall {
 public:
  ApiCall(ServerParts& parts, const HttpRequest& request, const RequestForm& form,
          DecisionRecord* record)
      : parts_(parts),
        request_(request),
        form_(form),
        record_(record),
        authorizer_(&parts.layers, record),
        now_(parts.environment.clock->Now()) {
    info_.source_ip = request.peer_address;
    info_.secure = request.secure;
    if (const std::string* agent = request.Find("User-Agent")) info_.user_agent = *agent;
    if (const std::string* host = request.Find("Host")) info_.host = *host;
  }

  // Runs under the store's lock. `writable` is null for reads.
  ApiResult<Value> Run(const State& state, State* writable) {
    Caller caller;
    if (!form_.operation->is_unsigned) {
      ASSIGN_OR_RETURN(caller, Authenticate(state.in_effect()));
      if (account_missing_) return Value();
      DescribeCaller(caller, record_);
      auto result = RunAs(caller, state, writable);
      RecordUse(caller, state);
      return result;
    }
    return RunAs(caller, state, writable);
  }

  // The caller is the bootstrap root user of this account, which must be made first.
  const std::string& missing_account() const { return missing_account_; }
  bool account_missing() const { return account_missing_; }
  void ForgetMissingAccount() { account_missing_ = false; }

 private:
  ApiResult<Value> RunAs(const Caller& caller, const State& state, State* writable) {
    if (!form_.operation->is_unsigned) {
      RETURN_IF_ERROR(CheckSessionMayCall(caller, form_.model->name, form_.operation->name));
    }
    ASSIGN_OR_RETURN(const Value input,
                     BindInput(*form_.model, *form_.operation_model, form_.parameters));
    OpContext context{*form_.model, *form_.operation_model,  input,         caller,      info_,
                      now_,         *parts_.environment.ids, parts_.tokens, authorizer_, state,
                      writable};
    if (form_.operation->authorize != nullptr) {
      ASSIGN_OR_RETURN(const AuthorizationChecks checks, form_.operation->authorize(context));
      for (const AuthorizationCheck& check : checks) {
        RETURN_IF_ERROR(authorizer_.Require(context, check));
      }
    }
    if (&state.in_effect() == &state || form_.model->name != "iam") {
      return form_.operation->handler(context);
    }
    ASSIGN_OR_RETURN(const Caller present, PresentCaller(caller, state));
    OpContext at_present{*form_.model, *form_.operation_model,  input,         present,     info_,
                         now_,         *parts_.environment.ids, parts_.tokens, authorizer_, state,
                         writable};
    return form_.operation->handler(at_present);
  }

  // With delayed effects the caller was found as it was; what changes it must see it as it is.
  static ApiResult<Caller> PresentCaller(Caller caller, const State& state) {
    const Account* account = state.FindAccount(caller.account_id);
    if (account == nullptr) return InvalidClientTokenId();
    const auto find = [&](const std::string& id) {
      const PrincipalEntity* entity = state.principals.Find(id);
      return entity == nullptr ? std::string() : entity->key;
    };
    if (caller.user != nullptr) caller.user = account->users.Find(find(caller.user->id));
    if (caller.role != nullptr) caller.role = account->roles.Find(find(caller.role->id));
    const bool gone = caller.user == nullptr && caller.role == nullptr &&
                      caller.kind != Caller::Kind::kRoot &&
                      caller.kind != Caller::Kind::kFederatedUser;
    if (gone) return InvalidClientTokenId();
    return caller;
  }

  // Refused calls are use too. It comes last: a call that asks for the last use doesn't see itself.
  void RecordUse(const Caller& caller, const State& state) {
    const std::string key = caller.has_session() ? std::string() : caller.access_key_id;
    const std::string& principal = caller.role != nullptr   ? caller.role->id
                                   : caller.user != nullptr ? caller.user->id
                                                            : caller.account_id;
    state.usage.Record(key, principal,
                       {now_, form_.model->name, std::string(form_.operation->name), info_.region});
  }

  ApiResult<Caller> Authenticate(const State& state) {
    StateLookup lookup(parts_, state, now_);
    ASSIGN_OR_RETURN(
        const VerifiedSignature verified,
        VerifySignature(request_, form_.model->name, lookup, parts_.environment.host_clock->Now()));
    info_.region = form_.model->name == "sts" ? verified.region : "us-east-1";
    account_missing_ = lookup.identity().account_missing;
    missing_account_ = lookup.identity().caller.account_id;
    return lookup.identity().caller;
  }

  ServerParts& parts_;
  const HttpRequest& request_;
  const RequestForm& form_;
  DecisionRecord* const record_;
  RequestAuthorizer authorizer_;
  const Instant now_;
  RequestInfo info_;
  bool account_missing_ = false;
  std::string missing_account_;
};

ApiError NotStored(const policy_engine::Error& error) {
  ApiError failure;
  DescribeStorageFailure(error.message, &failure);
  return failure;
}

ApiResult<Value> RunOnce(ServerParts& parts, ApiCall& call, Mode mode) {
  if (mode == Mode::kRead) {
    if (auto fresh = parts.store.Refresh(); !fresh.ok()) return NotStored(fresh.error());
    return parts.store.Read([&](const State& state) { return call.Run(state, nullptr); });
  }
  return parts.store.Write([&](State& state) { return call.Run(state, &state); });
}

ApiResult<Value> Run(ServerParts& parts, ApiCall& call, Mode mode) {
  auto result = RunOnce(parts, call, mode);
  if (!call.account_missing()) return result;
  // Bootstrap credentials were verified: their account comes into being on first use.
  if (auto made = parts.store.EnsureAccount(call.missing_account(), parts.environment.clock->Now());
      !made.ok()) {
    return NotStored(made.error());
  }
  call.ForgetMissingAccount();
  return RunOnce(parts, call, mode);
}

void RecordError(const ApiError& error, DecisionRecord* record) {
  record->status = error.status;
  record->error_code = error.code;
  record->error_message = error.message;
  record->detail = error.detail;
}

}  // namespace

Service::Service(const Settings& settings, const Environment& environment)
    : parts_(settings, environment) {}

Service::~Service() = default;

ServerParts& Service::parts() { return parts_; }

HttpResponse Service::Handle(const HttpRequest& request) {
  HttpResponse response =
      IsControlPath(request.path()) ? HandleControl(parts_, request) : HandleApi(request);
  response.headers.push_back({"Date", HttpDate(parts_.environment.host_clock->Now())});
  return response;
}

HttpResponse Service::HandleApi(const HttpRequest& request) {
  auto record = std::make_shared<DecisionRecord>();
  record->id = parts_.decisions.NewId();
  record->time = parts_.environment.clock->Now();
  const std::string request_id = NewUuid(*parts_.environment.ids);

  HttpResponse response;
  RequestForm form;
  auto read = ReadRequestForm(request, &form);
  record->operation = form.OperationName();
  if (form.redirect) {
    response = RedirectAnswer(request);
    record->status = response.status;
  } else {
    ApiCall call(parts_, request, form, record.get());
    auto result = read.ok() ? Run(parts_, call, form.operation->mode)
                            : ApiResult<Value>(std::move(read).error());
    response.headers.push_back({"Content-Type", "text/xml"});
    if (result.ok()) {
      response.body = RenderResponse(*form.model, *form.operation_model, *result, request_id);
    } else {
      RecordError(result.error(), record.get());
      response.status = result.error().status;
      response.body = RenderError(ModelForErrors(form), result.error(), request_id);
    }
  }
  response.headers.push_back({"x-amzn-RequestId", request_id});
  if (form.model == &StsModel()) {
    response.headers.push_back({"x-amz-sts-extended-request-id", ExtendedRequestId(request_id)});
  }
  response.headers.push_back({"x-iamsim-decision", record->id});
  parts_.decisions.Add(std::move(record));
  return response;
}

}  // namespace mockaws
