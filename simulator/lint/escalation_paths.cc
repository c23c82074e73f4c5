#include "simulator/lint/escalation_paths.h"

namespace simulator {

const std::vector<EscalationPath>& EscalationPaths() {
  static const auto& paths = *new std::vector<EscalationPath>{
      // Changing what policies say.
      {"attach any policy to a user", {"iam:AttachUserPolicy"}},
      {"attach any policy to a group", {"iam:AttachGroupPolicy"}},
      {"attach any policy to a role", {"iam:AttachRolePolicy"}},
      {"write a user a policy", {"iam:PutUserPolicy"}},
      {"write a group a policy", {"iam:PutGroupPolicy"}},
      {"write a role a policy", {"iam:PutRolePolicy"}},
      {"write a new version of a policy", {"iam:CreatePolicyVersion"}},
      {"go back to an older version of a policy", {"iam:SetDefaultPolicyVersion"}},
      {"take the limits off a user", {"iam:DeleteUserPermissionsBoundary"}},
      {"change the limits of a user", {"iam:PutUserPermissionsBoundary"}},
      {"take the limits off a role", {"iam:DeleteRolePermissionsBoundary"}},
      {"change the limits of a role", {"iam:PutRolePermissionsBoundary"}},
      // Becoming somebody else.
      {"join a group that may do more", {"iam:AddUserToGroup"}},
      {"make access keys of another user", {"iam:CreateAccessKey"}, true},
      {"give another user a password", {"iam:CreateLoginProfile"}, true},
      {"change another user's password", {"iam:UpdateLoginProfile"}, true},
      {"rewrite whom a role trusts and assume it",
       {"iam:UpdateAssumeRolePolicy", "sts:AssumeRole"}},
      {"put one's own keys into a SAML provider", {"iam:UpdateSAMLProvider"}},
      {"put one's own keys under an OIDC provider", {"iam:UpdateOpenIDConnectProviderThumbprint"}},
      // Having a service act with a stronger role.
      {"start an instance with a role", {"iam:PassRole", "ec2:RunInstances"}},
      {"give a running instance a role", {"iam:PassRole", "ec2:AssociateIamInstanceProfile"}},
      {"put another role into an instance profile",
       {"iam:PassRole", "iam:AddRoleToInstanceProfile"}},
      {"make a function with a role and invoke it",
       {"iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"}},
      {"make a function with a role and let others invoke it",
       {"iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"}},
      {"make a function with a role that a stream invokes",
       {"iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"}},
      {"put other code into a function", {"lambda:UpdateFunctionCode"}},
      {"put a layer under a function", {"lambda:UpdateFunctionConfiguration"}},
      {"make a stack with a role", {"iam:PassRole", "cloudformation:CreateStack"}},
      {"make a development endpoint with a role", {"iam:PassRole", "glue:CreateDevEndpoint"}},
      {"put one's own key into a development endpoint", {"glue:UpdateDevEndpoint"}},
      {"make a job with a role and run it", {"iam:PassRole", "glue:CreateJob", "glue:StartJobRun"}},
      {"make a build project with a role and run it",
       {"iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"}},
      {"run a container with a role",
       {"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"}},
      {"make a notebook with a role and open it",
       {"iam:PassRole", "sagemaker:CreateNotebookInstance",
        "sagemaker:CreatePresignedNotebookInstanceUrl"}},
      {"make a state machine with a role and run it",
       {"iam:PassRole", "states:CreateStateMachine", "states:StartExecution"}},
      {"run commands on instances", {"ssm:SendCommand"}},
      {"open a shell on instances", {"ssm:StartSession"}},
  };
  return paths;
}

}  // namespace simulator
