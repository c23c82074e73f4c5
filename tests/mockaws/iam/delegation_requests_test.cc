#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class DelegationRequestsTest : public IamTest {
 protected:
  Answer Create(const std::string& workflow, const Parameters& more = {}) {
    Parameters parameters = {
        {"Description", "Look at logs"},
        {"Permissions.PolicyTemplateArn", "arn:aws:iam::aws:policy-template/p"},
        {"Permissions.Parameters.member.1.Name", "bucket"},
        {"Permissions.Parameters.member.1.Values.member.1", "b"},
        {"Permissions.Parameters.member.1.Type", "string"},
        {"RequestorWorkflowId", workflow},
        {"NotificationChannel", "channel"},
        {"SessionDuration", "3600"}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Call("CreateDelegationRequest", parameters, Root(kOtherAccount));
  }
  Answer Act(const std::string& action, const std::string& id, const Parameters& more = {}) {
    Parameters parameters = {{"DelegationRequestId", id}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Call(action, parameters);
  }
  std::string State(const std::string& id) {
    return Act("GetDelegationRequest", id).Text("DelegationRequest.State");
  }
};

TEST_F(DelegationRequestsTest, ARequestGoesFromMakerToOwnerAndBack) {
  const std::string id = Create("workflow-1").Text("DelegationRequestId");
  EXPECT_EQ(State(id), "UNASSIGNED");
  EXPECT_OUTCOME(Act("AssociateDelegationRequest", id), "ok");
  EXPECT_EQ(State(id), "ASSIGNED");
  EXPECT_OUTCOME(Act("UpdateDelegationRequest", id, {{"Notes", "please"}}), "ok");
  EXPECT_EQ(State(id), "PENDING_APPROVAL");
  EXPECT_OUTCOME(Act("AcceptDelegationRequest", id), "ok");
  EXPECT_EQ(State(id), "ACCEPTED");
  EXPECT_OUTCOME(Act("SendDelegationToken", id), "ok");
  const Answer shown = Act("GetDelegationRequest", id, {{"DelegationPermissionCheck", "true"}});
  EXPECT_EQ(shown.Text("DelegationRequest.State"), "FINALIZED");
  EXPECT_EQ(shown.Text("DelegationRequest.OwnerAccountId"), kAccount);
  EXPECT_EQ(shown.Text("DelegationRequest.RequestorId"), kOtherAccount);
  EXPECT_EQ(shown.Text("DelegationRequest.Permissions.Parameters.0.Values.0"), "b");
  EXPECT_EQ(shown.Text("PermissionCheckResult"), "UNSURE");
  const Answer summary =
      Must("GetHumanReadableSummary", {{"EntityArn", Arn("delegation-request/" + id)}});
  EXPECT_EQ(summary.Text("SummaryState"), "AVAILABLE");
  EXPECT_EQ(Must("ListDelegationRequests").Count("DelegationRequests"), 1);
}

TEST_F(DelegationRequestsTest, StepsOutOfOrderAreRefused) {
  const std::string id = Create("workflow-1").Text("DelegationRequestId");
  EXPECT_EQ(Act("AcceptDelegationRequest", id).code, "ConcurrentModification");
  EXPECT_EQ(Act("SendDelegationToken", id).code, "ConcurrentModification");
  EXPECT_OUTCOME(Act("RejectDelegationRequest", id, {{"Notes", "no"}}), "ok");
  EXPECT_EQ(State(id), "REJECTED");
  EXPECT_EQ(Act("AssociateDelegationRequest", id).code, "ConcurrentModification");
}

TEST_F(DelegationRequestsTest, RequestsExpireAndOthersDontSeeThem) {
  const std::string id = Create("workflow-1", {{"OwnerAccountId", std::string(kOtherAccount)}})
                             .Text("DelegationRequestId");
  EXPECT_EQ(Act("GetDelegationRequest", id).code, "NoSuchEntity");
  const std::string open = Create("workflow-2").Text("DelegationRequestId");
  Advance(std::chrono::days(7));
  EXPECT_EQ(State(open), "EXPIRED");
  EXPECT_EQ(Create("workflow-2").code, "EntityAlreadyExists");
  EXPECT_EQ(Act("GetDelegationRequest", "0000000000000000").code, "NoSuchEntity");
}

}  // namespace
}  // namespace mockaws
