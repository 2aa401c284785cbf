// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/dashboards/dashboards.h"
#include "app/paths.h"
#include "models/engine/boards/deploy/boarddeploy.h"
#include "models/engine/boards/objective/objectivepanel.h"
#include "models/net/secrets/secretstore.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

struct Order {
    QUrl grafana;
    net::SecretRef token;
    QString folder, message;
    bool isDryRun = false, isJson = false;
    QJsonObject dashboard;
};

constexpr QLatin1String usage{"Write: watchfloor dashboards deploy NAME|FILE --to https://grafana.example [--token "
                              "env:NAME|file:PATH|stored:NAME] [--folder UID] [--message TEXT] [--dry-run] [--json]"};

int fail(const QString &why)
{
    printError(why);
    QCoreApplication::exit(ExitCritical);
    return ExitCritical;
}

void printPlan(const Order &order, const engine::DeployPlan &plan)
{
    if (!order.isJson)
        return printLine(plan.isSame() ? u"Nothing differs from the dashboard on the server."_s
                                       : QString::fromUtf8(plan.difference).trimmed());
    printJson(QJsonDocument(QJsonObject{{u"exists"_s, plan.there.has_value()},
                                        {u"same"_s, plan.isSame()},
                                        {u"folder"_s, plan.folderUid},
                                        {u"difference"_s, QString::fromUtf8(plan.difference)}}));
}

void printStored(const Order &order, const wire::grafana::StoredDashboard &stored)
{
    if (order.isJson)
        return printJson(
            QJsonDocument(QJsonObject{{u"uid"_s, stored.uid}, {u"url"_s, stored.url}, {u"version"_s, stored.version}}));
    printLine(
        u"Deployed as version %1: %2"_s.arg(stored.version)
            .arg(order.grafana.adjusted(QUrl::StripTrailingSlash).toString(QUrl::RemovePath | QUrl::RemoveUserInfo) +
                 stored.url));
}

// Plans, prints what would change, pushes.
class Deployment {
public:
    explicit Deployment(Order order)
        : m_order(std::move(order)),
          m_secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
          m_deploy(options(m_order), net::HttpEnvironment{m_clock, net::systemUniform(), m_secrets.get(), nullptr})
    {
    }
    void start()
    {
        m_request = m_deploy.plan(m_order.dashboard, m_order.folder,
                                  [this](base::Result<engine::DeployPlan> plan) { planned(std::move(plan)); });
    }

private:
    static net::HttpOptions options(const Order &order)
    {
        net::HttpOptions out;
        out.name = order.grafana.host();
        out.base = order.grafana;
        if (!order.token.isNone()) {
            out.auth.kind = net::AuthOptions::Kind::Bearer;
            out.auth.secret = order.token;
        }
        return out;
    }
    void planned(base::Result<engine::DeployPlan> plan)
    {
        if (!plan.ok()) {
            fail(plan.error().summary);
            return;
        }
        if (m_order.isDryRun || plan->isSame()) {
            printPlan(m_order, *plan);
            return QCoreApplication::exit(plan->isSame() ? ExitOk : ExitWarning);
        }
        m_request = m_deploy.push(*plan, m_order.message, [this](const auto &stored) {
            if (!stored.ok()) {
                fail(stored.error().summary);
                return;
            }
            printStored(m_order, *stored);
            QCoreApplication::exit(ExitOk);
        });
    }

    Order m_order;
    base::SystemClock m_clock;
    std::unique_ptr<net::SecretStore> m_secrets;
    engine::BoardDeploy m_deploy;
    async::Request m_request; // last: stops first
};

} // namespace

int runDashboardsDeploy(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"to"_s, u"Address of the Grafana."_s, u"URL"_s});
    parser.addOption(
        {u"token"_s, u"Where the token of a service account is."_s, u"REF"_s, u"env:WATCHFLOOR_GRAFANA_TOKEN"_s});
    parser.addOption({u"folder"_s, u"Folder on the server (default: where it is, else the general one)."_s, u"UID"_s});
    parser.addOption({u"message"_s, u"Message of the version on the server."_s, u"TEXT"_s, u"Watchfloor"_s});
    parser.addOption({u"dry-run"_s, u"Show what would change; 1 when something would."_s});
    parser.addOption({u"json"_s, u"Print JSON."_s});
    parser.addPositionalArgument(u"dashboard"_s, u"A name of the list, or a file."_s, u"NAME|FILE"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor dashboards deploy"_s} + arguments))
        return *code;
    Order order;
    order.grafana = QUrl(parser.value(u"to"_s), QUrl::StrictMode);
    const QString asked = parser.positionalArguments().value(0), token = parser.value(u"token"_s);
    if (asked.isEmpty() || !order.grafana.isValid() || !order.grafana.scheme().startsWith("http"_L1)) {
        printError(usage);
        return ExitUnknown;
    }
    const bool isUnset = token == "env:WATCHFLOOR_GRAFANA_TOKEN"_L1 && !parser.isSet(u"token"_s) &&
                         qEnvironmentVariableIsEmpty("WATCHFLOOR_GRAFANA_TOKEN");
    if (!isUnset)
        order.token = net::SecretRef::parse(token);
    if (!isUnset && order.token.isNone()) {
        printError(u"--token names where a token is, never the token itself: env:NAME, file:PATH or stored:NAME."_s);
        return ExitUnknown;
    }
    const auto found = readNamedBoard(asked);
    if (!found.ok()) {
        printError(found.error().summary);
        return ExitCritical;
    }
    const engine::ForGrafana made = engine::forGrafana(wire::grafana::readDashboard(*found));
    for (const QString &note : made.notes)
        printError(note);
    order.dashboard = wire::grafana::writeClassic(made.dashboard);
    order.folder = parser.value(u"folder"_s);
    order.message = parser.value(u"message"_s);
    order.isDryRun = parser.isSet(u"dry-run"_s);
    order.isJson = parser.isSet(u"json"_s);
    Deployment deployment(std::move(order));
    deployment.start();
    return QCoreApplication::exec();
}

} // namespace wf::app
