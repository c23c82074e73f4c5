// The request pipeline. Its order is AWS's, as recorded: HTTP form → action and version →
// authentication → input validation → authorization → state.
#include "mockaws/service/service.h"

#include "mockaws/authn/credentials_lookup.h"
#include "mockaws/authz/authorizer.h"
#include "mockaws/control/control.h"
#include "mockaws/control/decision_json.h"
#include "mockaws/model/bind.h"
#include "mockaws/model/render.h"
#include "mockaws/model/service_model.h"
#include "mockaws/runtime/stopwatch.h"
#include "mockaws/service/registry.h"
#include "mockaws/service/request_form.h"
#include "mockaws/sigv4/verifier.h"

namespace mockaws {
namespace {

// Of an answer: Content-Type, x-amzn-RequestId, its extended form, x-iamsim-decision, Date.
constexpr size_t kHeadersMax = 5;

// Errors before a service is known are told in STS's namespace, or in their own.
const ServiceModel& ModelForErrors(const RequestForm& form) {
  return form.model != nullptr ? *form.model : StsModel();
}

// Resolves keys for the verifier and remembers whom the key stands for.
class StateLookup : public CredentialLookup {
 public:
  StateLookup(ServerParts& parts, const State& state, Instant now)
      : parts_(parts), state_(state), now_(now) {}

  ApiResult<std::string_view> FindSecret(std::string_view access_key_id,
                                         std::optional<std::string_view> session_token) override {
    auto identity = ResolveCredentials(state_, parts_.tokens, parts_.settings, access_key_id,
                                       session_token, now_);
    if (!identity.ok()) return identity.error();
    identity_ = *std::move(identity);
    return std::string_view(identity_.secret);
  }

  Identity& identity() { return identity_; }

 private:
  ServerParts& parts_;
  const State& state_;
  const Instant now_;
  Identity identity_;
};

// One request on its way through the pipeline.
class ApiCall {
 public:
  // `notes` may be null.
  ApiCall(ServerParts& parts, const HttpRequest& request, const RequestForm& form,
          DecisionRecord* record, TrailNotes* notes)
      : parts_(parts),
        request_(request),
        form_(form),
        record_(record),
        notes_(notes),
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
      if (notes_ != nullptr) NoteCaller(caller);
      auto result = RunAs(caller, state, writable);
      RecordUse(caller, state);
      return result;
    }
    return RunAs(caller, state, writable);
  }

  // Trying an MFA code is to be remembered, whatever the operation.
  bool writes() const {
    return form_.operation->mode == Mode::kWrite ||
           FindParameter(form_.parameters, "TokenCode") != nullptr;
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
    if (notes_ != nullptr) notes_->input = input;
    OpContext context = ContextFor(input, caller, state, writable);
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
    OpContext at_present = ContextFor(input, present, state, writable);
    return form_.operation->handler(at_present);
  }

  OpContext ContextFor(const Value& input, const Caller& caller, const State& state,
                       State* writable) {
    return {*form_.model,
            *form_.operation_model,
            input,
            caller,
            info_,
            now_,
            *parts_.environment.ids,
            parts_.tokens,
            authorizer_,
            parts_.settings,
            state,
            writable};
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

  void NoteCaller(const Caller& caller) {
    notes_->service = form_.model;
    notes_->operation = form_.operation_model;
    notes_->identity = TrailIdentity(caller);
    notes_->account = caller.account_id;
    notes_->region = info_.region;
    notes_->read_only = form_.operation->mode == Mode::kRead;
  }

  ApiResult<Caller> Authenticate(const State& state) {
    StateLookup lookup(parts_, state, now_);
    ASSIGN_OR_RETURN(
        VerifiedSignature verified,
        VerifySignature(request_, form_.model->name, lookup, parts_.environment.host_clock->Now()));
    info_.region = form_.model->name == "sts" ? std::move(verified.region) : "us-east-1";
    account_missing_ = lookup.identity().account_missing;
    if (account_missing_) missing_account_ = lookup.identity().caller.account_id;
    return std::move(lookup.identity().caller);
  }

  ServerParts& parts_;
  const HttpRequest& request_;
  const RequestForm& form_;
  DecisionRecord* const record_;
  TrailNotes* const notes_;
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

ApiResult<Value> RunOnce(ServerParts& parts, ApiCall& call) {
  if (!call.writes()) {
    if (auto fresh = parts.store.Refresh(); !fresh.ok()) return NotStored(fresh.error());
    return parts.store.Read([&](const State& state) { return call.Run(state, nullptr); });
  }
  return parts.store.Write([&](State& state) { return call.Run(state, &state); });
}

ApiResult<Value> Run(ServerParts& parts, ApiCall& call) {
  auto result = RunOnce(parts, call);
  if (!call.account_missing()) return result;
  // Bootstrap credentials were verified: their account comes into being on first use.
  if (auto made = parts.store.EnsureAccount(call.missing_account(), parts.environment.clock->Now());
      !made.ok()) {
    return NotStored(made.error());
  }
  call.ForgetMissingAccount();
  return RunOnce(parts, call);
}

void RecordError(const ApiError& error, DecisionRecord* record) {
  record->status = error.status;
  record->error_code = error.code;
  record->error_message = error.message;
  record->detail = error.detail;
}

void AddGauges(ServerParts& parts) {
  Metrics& metrics = parts.observers.metrics;
  const auto count = [&parts](auto per_account) {
    return [&parts, per_account] {
      return parts.store.Read([&](const State& state) {
        size_t sum = 0;
        for (const auto& [id, account] : state.accounts()) sum += per_account(*account);
        return static_cast<double>(sum);
      });
    };
  };
  metrics.AddGauge("iamsim_accounts", "Accounts that exist.",
                   count([](const Account&) { return size_t{1}; }));
  metrics.AddGauge("iamsim_users", "Users of all accounts.",
                   count([](const Account& account) { return account.users.size(); }));
  metrics.AddGauge("iamsim_groups", "Groups of all accounts.",
                   count([](const Account& account) { return account.groups.size(); }));
  metrics.AddGauge("iamsim_roles", "Roles of all accounts.",
                   count([](const Account& account) { return account.roles.size(); }));
  metrics.AddGauge("iamsim_decision_listeners", "Peers that listen to decisions.", [&parts] {
    return static_cast<double>(parts.observers.decisions->listeners());
  });
  metrics.AddGauge("iamsim_log_lines_lost", "Lines of logs that could not be written.", [&parts] {
    const Observers& observers = parts.observers;
    uint64_t lost = observers.access_log != nullptr ? observers.access_log->file().lost() : 0;
    if (observers.cloud_trail != nullptr) lost += observers.cloud_trail->file().lost();
    return static_cast<double>(lost);
  });
}

}  // namespace

// An API call's answer with what observers want to know of it.
struct Service::Answer {
  HttpResponse response;
  std::optional<DecisionRecord> record;
  std::string request_id;
  TrailNotes notes;
};

Service::Service(const Settings& settings, const Environment& environment)
    : parts_(settings, environment) {
  AddGauges(parts_);
}

Service::~Service() = default;

ServerParts& Service::parts() { return parts_; }

HttpResponse Service::Handle(const HttpRequest& request) {
  const Stopwatch stopwatch;
  const bool control = IsControlPath(request.path());
  const bool for_issuer = !control && IsForTokenIssuer(request);
  Answer answer;
  if (control) {
    answer.response = HandleControl(parts_, request);
  } else if (for_issuer) {
    answer.response = HandleTokenIssuer(parts_, request);
  } else {
    HandleApi(request, &answer);
  }
  const Instant host_time = parts_.environment.host_clock->Now();
  answer.response.headers.push_back({"Date", HttpDate(host_time)});
  Observers& observers = parts_.observers;
  const DecisionRecord* const record = answer.record ? &*answer.record : nullptr;
  const AnsweredCall call{request,           answer.response, record,
                          answer.request_id, host_time,       stopwatch.Elapsed()};
  observers.metrics.Count(call);
  if (observers.access_log != nullptr) observers.access_log->Write(call);
  if (observers.cloud_trail != nullptr) observers.cloud_trail->Write(answer.notes, call);
  if (record != nullptr && observers.decisions->listened()) PublishDecision(*record);
  return std::move(answer.response);
}

void Service::NoteTrouble(std::string_view peer_address, int status, std::string_view reason) {
  parts_.observers.metrics.CountTrouble(status);
  if (parts_.observers.access_log == nullptr) return;
  parts_.observers.access_log->WriteTrouble(parts_.environment.host_clock->Now(), peer_address,
                                            status, reason);
}

void Service::PublishDecision(const DecisionRecord& record) {
  const std::string data =
      parts_.store.Read([&](const State& state) { return DecisionJson(record, state).Dump(); });
  parts_.observers.decisions->Publish("decision", record.id, data);
}

void Service::HandleApi(const HttpRequest& request, Answer* answer_out) {
  Answer& answer = *answer_out;
  DecisionRecord* const record = &answer.record.emplace();
  record->id = parts_.decisions.NewId();
  record->time = parts_.environment.clock->Now();
  answer.request_id = NewUuid(*parts_.environment.ids);

  HttpResponse& response = answer.response;
  response.headers.reserve(kHeadersMax);
  RequestForm form;
  auto read = ReadRequestForm(request, &form);
  record->operation = form.OperationName();
  if (form.redirect) {
    response = RedirectAnswer(request);
    record->status = response.status;
  } else {
    TrailNotes* const notes = parts_.observers.cloud_trail != nullptr ? &answer.notes : nullptr;
    ApiCall call(parts_, request, form, record, notes);
    auto result = read.ok() ? Run(parts_, call) : ApiResult<Value>(std::move(read).error());
    response.headers.push_back({"Content-Type", "text/xml"});
    if (result.ok()) {
      response.body =
          RenderResponse(*form.model, *form.operation_model, *result, answer.request_id);
      if (notes != nullptr) notes->output = *std::move(result);
    } else {
      RecordError(result.error(), record);
      response.status = result.error().status;
      response.body = RenderError(ModelForErrors(form), result.error(), answer.request_id);
    }
  }
  response.headers.push_back({"x-amzn-RequestId", answer.request_id});
  if (form.model == &StsModel()) {
    response.headers.push_back(
        {"x-amz-sts-extended-request-id", ExtendedRequestId(answer.request_id)});
  }
  response.headers.push_back({"x-iamsim-decision", record->id});
  parts_.decisions.Add(*record);
}

}  // namespace mockaws
