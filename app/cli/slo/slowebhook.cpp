// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/notify/sendnow.h"
#include "app/cli/slo/budgets/openedledger.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "app/cli/slo/slo.h"
#include "app/paths.h"
#include "models/base/timetext.h"
#include "models/engine/objectives/webhook/freezecourier.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cstdio>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

int failed(const base::Error &error)
{
    printError(QString(error.summary + u' ' + error.detail).trimmed());
    return ExitCritical;
}

std::unique_ptr<net::SecretStore> secrets()
{
    return net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
}

QString allOr(const QStringList &names)
{
    return names.isEmpty() ? u"all"_s : names.join(u' ');
}

int list(const std::vector<wire::SloWebhook> &hooks, bool json)
{
    std::vector<QStringList> rows{{u"NAME"_s, u"ADDRESS"_s, u"SECRET"_s, u"OBJECTIVES"_s, u"SERVICES"_s, u"FILE"_s}};
    QJsonArray out;
    for (const auto &hook : hooks) {
        rows.push_back({hook.name, hook.url, hook.secret, allOr(hook.objectives), allOr(hook.services), hook.file});
        out.append(QJsonObject{{u"name"_s, hook.name},
                               {u"url"_s, hook.url},
                               {u"secret"_s, hook.secret},
                               {u"objectives"_s, QJsonArray::fromStringList(hook.objectives)},
                               {u"services"_s, QJsonArray::fromStringList(hook.services)},
                               {u"file"_s, hook.file}});
    }
    if (json)
        printJson(QJsonDocument(out));
    else
        printTable(rows);
    return ExitOk;
}

int test(const wire::SloWebhook &hook)
{
    const auto order = engine::freezeTest(hook, base::SystemClock().nowNs());
    if (const auto failure = sendNow(engine::channelOf(hook), {}, order))
        return failed(base::makeError(base::ErrorKind::Unreachable, u"%1: %2"_s.arg(hook.name, *failure)));
    printLine(u"%1 took the test (delivery %2)."_s.arg(hook.name, order.key));
    return ExitOk;
}

int retry(const std::vector<wire::SloWebhook> &hooks, store::Ledger &ledger, const QString &delivery)
{
    std::vector<wire::Channel> channels;
    for (const auto &hook : hooks)
        channels.push_back(engine::channelOf(hook));
    return retryDeliveries(ledger, delivery == "all"_L1 ? QStringList() : QStringList{delivery}, loginName(), {},
                           [&](const QString &name) -> const wire::Channel * {
                               const auto at = std::ranges::find(channels, name, &wire::Channel::name);
                               return at == channels.end() ? nullptr : &*at;
                           });
}

// The first line of stdin becomes the secret the definition names in the keychain.
int keepSecret(const wire::SloWebhook &hook)
{
    const net::SecretRef ref = net::SecretRef::parse(hook.secret);
    if (ref.kind != net::SecretRef::Kind::Stored) {
        printError(u"%1 takes its secret from %2: write it there."_s.arg(hook.name, hook.secret));
        return ExitUnknown;
    }
    char line[4096];
    const QByteArray secret = std::fgets(line, sizeof line, stdin) ? QByteArray(line).trimmed() : QByteArray();
    if (secret.size() < 16) {
        printError(u"Write a secret of 16 characters or more on stdin: openssl rand -hex 32 | watchfloor slo webhook "
                   "secret %1"_s.arg(hook.name));
        return ExitUnknown;
    }
    const auto store = secrets();
    base::Status written = base::makeError(base::ErrorKind::Cancelled, {});
    const auto request = store->write(ref.value, net::Secret(secret), [&](base::Status status) {
        written = std::move(status);
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    if (!written)
        return failed(written.error());
    printLine(u"The secret is kept in %1 as %2."_s.arg(store->description(), ref.value));
    return ExitOk;
}

QJsonObject asJson(const engine::WebhookDelivery &one)
{
    return {{u"id"_s, one.id},
            {u"webhook"_s, one.hook},
            {u"objective"_s, one.objective},
            {u"from"_s, one.from},
            {u"to"_s, one.to},
            {u"state"_s, engine::deliveryStateName(one.state)},
            {u"queued_at"_s, base::isoTime(one.queuedNs)},
            {u"changed_at"_s, base::isoTime(one.changedNs)},
            {u"attempts"_s, one.attempts},
            {u"error"_s, one.error}};
}

int log(OpenedLedger &ledger, bool json)
{
    std::vector<store::AuditRecord> trail;
    for (const QString &actions : engine::webhookActions()) {
        base::Result<std::vector<store::AuditRecord>> read = base::makeError(base::ErrorKind::Cancelled, {});
        const auto reading = ledger.ledger().trailOf(actions, 100'000, [&](const auto &found) {
            read = found;
            QCoreApplication::quit();
        });
        QCoreApplication::exec();
        if (!read)
            return failed(read.error());
        trail.insert(trail.end(), read->begin(), read->end());
    }
    std::vector<QStringList> rows{
        {u"QUEUED"_s, u"WEBHOOK"_s, u"OBJECTIVE"_s, u"FROM"_s, u"TO"_s, u"STATE"_s, u"ATTEMPTS"_s, u"ERROR"_s}};
    QJsonArray out;
    const auto all = engine::deliveriesIn(trail);
    for (auto one = all.rbegin(); one != all.rend(); ++one) {
        const engine::WebhookDelivery &d = one->second;
        rows.push_back({base::isoTime(d.queuedNs), d.hook, d.objective, d.from, d.to,
                        engine::deliveryStateName(d.state), QString::number(d.attempts), d.error});
        out.append(asJson(d));
    }
    if (json)
        printJson(QJsonDocument(out));
    else
        printTable(rows);
    return ExitOk;
}

} // namespace

int runSloWebhook(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"file"_s, u"Definitions instead of the environment's; may be given again."_s, u"file"_s});
    parser.addOption({u"json"_s, u"Print JSON."_s});
    parser.addPositionalArgument(u"what"_s, u"list, log, test NAME, secret NAME or retry DELIVERY|all."_s,
                                 u"list|log|test|secret|retry"_s);
    parser.addPositionalArgument(u"name"_s, u"The webhook's name, or a delivery of the log."_s, u"[NAME]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo webhook"_s} + arguments))
        return *code;
    const QString what = parser.positionalArguments().value(0);
    const QString name = parser.positionalArguments().value(1);
    const bool needsName = what == u"test"_s || what == u"secret"_s || what == u"retry"_s;
    if (!QStringList{u"list"_s, u"log"_s, u"test"_s, u"secret"_s, u"retry"_s}.contains(what) ||
        (needsName && name.isEmpty())) {
        printError(u"Write: watchfloor slo webhook list, log, test NAME, secret NAME or retry DELIVERY|all"_s);
        return ExitUnknown;
    }
    QStringList files = parser.values(u"file"_s);
    if (what == u"log"_s || files.isEmpty()) {
        const auto environment = chosenEnvironment(parser);
        if (!environment)
            return failed(environment.error());
        if (what == u"log"_s) {
            const auto ledger = OpenedLedger::open(stateDirectoryFor(parser, *environment), false);
            return ledger ? log(**ledger, parser.isSet(u"json"_s)) : failed(ledger.error());
        }
        files = objectivePathsOf(*environment, stateDirectoryFor(parser, *environment));
    }
    const LoadedSlos loaded = loadSlos(files);
    printProblems(loaded);
    const auto &hooks = loaded.definitions.webhooks;
    if (what == u"retry"_s) {
        const auto environment = chosenEnvironment(parser);
        if (!environment)
            return failed(environment.error());
        const auto ledger = OpenedLedger::open(stateDirectoryFor(parser, *environment), false);
        return ledger ? retry(hooks, (*ledger)->ledger(), name) : failed(ledger.error());
    }
    if (!needsName)
        return list(hooks, parser.isSet(u"json"_s));
    const auto hook = std::ranges::find(hooks, name, &wire::SloWebhook::name);
    if (hook == hooks.end()) {
        printError(u"No file defines a webhook with the name %1: kind: FreezeWebhook of watchfloor/v1."_s.arg(name));
        return ExitUnknown;
    }
    return what == u"test"_s ? test(*hook) : keepSecret(*hook);
}

} // namespace wf::app
