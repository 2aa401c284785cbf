// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/environmentchoice.h"
#include "app/cli/opening.h"
#include "app/cli/output.h"
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
    const base::SystemClock clock;
    const auto store = secrets();
    net::HttpEnvironment environment{clock};
    environment.store = store.get();
    engine::FreezePoster poster(environment);
    const engine::FreezeMessage message{store::makeUlid(clock.nowNs()), clock.nowNs(), {}, {}};
    base::Status answer = base::makeError(base::ErrorKind::Cancelled, {});
    poster.post(hook, message.delivery, "freeze.test", engine::testBody(message), [&](base::Status status) {
        answer = std::move(status);
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    if (!answer)
        return failed(answer.error());
    printLine(u"%1 took the test (delivery %2)."_s.arg(hook.name, message.delivery));
    return ExitOk;
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
    base::Result<std::vector<store::AuditRecord>> trail = base::makeError(base::ErrorKind::Cancelled, {});
    const auto reading = ledger.ledger().trailOf(engine::webhookActions(), 100'000, [&](const auto &found) {
        trail = found;
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    if (!trail)
        return failed(trail.error());
    std::vector<QStringList> rows{
        {u"QUEUED"_s, u"WEBHOOK"_s, u"OBJECTIVE"_s, u"FROM"_s, u"TO"_s, u"STATE"_s, u"ATTEMPTS"_s, u"ERROR"_s}};
    QJsonArray out;
    const auto all = engine::deliveriesIn(*trail);
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
    parser.addPositionalArgument(u"what"_s, u"list, log, test NAME or secret NAME."_s, u"list|log|test|secret"_s);
    parser.addPositionalArgument(u"name"_s, u"The webhook's name."_s, u"[NAME]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo webhook"_s} + arguments))
        return *code;
    const QString what = parser.positionalArguments().value(0);
    const QString name = parser.positionalArguments().value(1);
    const bool needsName = what == u"test"_s || what == u"secret"_s;
    if (!QStringList{u"list"_s, u"log"_s, u"test"_s, u"secret"_s}.contains(what) || (needsName && name.isEmpty())) {
        printError(u"Write: watchfloor slo webhook list, log, test NAME or secret NAME"_s);
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
