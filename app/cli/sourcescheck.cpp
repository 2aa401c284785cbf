// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sourcescheck.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "models/async/jobscope.h"
#include "models/net/secrets/secretstore.h"
#include "models/signals/typewords.h"
#include "models/sources/environment/opensources.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

namespace {

struct Checked {
    const sources::Source *source;
    base::Result<signals::Capability> result;
};

void print(const std::vector<Checked> &all, bool json)
{
    if (json) {
        QJsonArray list;
        for (const auto &c : all) {
            const auto &s = c.source->state();
            QJsonObject o{{QStringLiteral("id"), s.id},
                          {QStringLiteral("name"), s.name},
                          {QStringLiteral("kind"), signals::wordOf(s.kind)},
                          {QStringLiteral("address"), s.address},
                          {QStringLiteral("ok"), c.result.ok()}};
            if (c.result) {
                o.insert(QStringLiteral("product"), c.result->product);
                o.insert(QStringLiteral("version"), c.result->version);
                o.insert(QStringLiteral("limits"), QJsonArray::fromStringList(c.result->limits));
            } else {
                o.insert(QStringLiteral("error"), base::errorKindName(c.result.error().kind));
                o.insert(QStringLiteral("summary"), c.result.error().summary);
                o.insert(QStringLiteral("detail"), c.result.error().detail);
            }
            list.append(o);
        }
        return printJson(QJsonDocument(list));
    }
    std::vector<QStringList> rows{{QStringLiteral("SOURCE"), QStringLiteral("KIND"), QStringLiteral("STATE"),
                                   QStringLiteral("VERSION"), QStringLiteral("NOTES")}};
    for (const auto &c : all) {
        const auto &s = c.source->state();
        rows.push_back({s.name, signals::wordOf(s.kind),
                        c.result ? QStringLiteral("ok") : base::errorKindName(c.result.error().kind),
                        c.result ? c.result->product + u' ' + c.result->version : QString(),
                        c.result ? c.result->limits.join(QStringLiteral("; ")) : c.result.error().summary});
    }
    printTable(rows);
}

} // namespace

int runSourcesCheck(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({QStringLiteral("json"), QStringLiteral("Print JSON.")});
    if (const auto code = readOptions(parser, QStringList{QStringLiteral("watchfloor sources check")} + arguments))
        return *code;
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    std::vector<Checked> checked;
    std::vector<async::Request> requests;
    const auto all = open.set().all();
    if (all.empty()) {
        printError(QStringLiteral("%1 names no source.").arg(environment->name));
        return ExitUnknown;
    }
    for (auto *source : all)
        requests.push_back(source->probe([&, source](base::Result<signals::Capability> result) {
            checked.push_back({source, std::move(result)});
            if (checked.size() == all.size())
                QCoreApplication::quit();
        }));
    QCoreApplication::exec();
    std::sort(checked.begin(), checked.end(),
              [](const Checked &a, const Checked &b) { return a.source->state().id < b.source->state().id; });
    print(checked, parser.isSet(QStringLiteral("json")));
    const bool failed = std::any_of(checked.begin(), checked.end(), [](const Checked &c) { return !c.result.ok(); });
    const bool limited = std::any_of(checked.begin(), checked.end(), [](const Checked &c) {
        return c.result.ok() && c.source->state().reach == signals::Reachability::Degraded;
    });
    return failed ? ExitCritical : limited ? ExitWarning : ExitOk;
}

} // namespace wf::app
