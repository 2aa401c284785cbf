// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/notify/notify.h"

#include "app/cli/notify/sendnow.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/notifier.h"
#include "app/paths.h"
#include "models/base/timetext.h"
#include "models/engine/notify/selftest/testorders.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QString targetOf(const wire::Channel &channel)
{
    if (!channel.to.isEmpty())
        return channel.to.join(u", "_s);
    if (!channel.target.isEmpty())
        return channel.target;
    return channel.address.isEmpty() ? channel.secret : channel.address;
}

int list(const wire::NotifySettings &settings, const QString &format)
{
    std::vector<QStringList> rows{{u"NAME"_s, u"KIND"_s, u"TO"_s, u"PER MINUTE"_s, u"USED BY"_s}};
    QJsonArray json;
    for (const wire::Channel &channel : settings.channels) {
        QStringList users;
        for (const auto &person : settings.people)
            if (person.channels.contains(channel.name))
                users << person.name;
        for (const auto &escalation : settings.escalations)
            for (const auto &step : escalation.steps)
                for (const auto &target : step.targets)
                    if (target.channel == channel.name && !users.contains(escalation.name))
                        users << escalation.name;
        const QString kind = wire::channelKindName(channel.kind);
        rows.push_back(
            {channel.name, kind, targetOf(channel), QString::number(channel.perMinute), users.join(u", "_s)});
        json.append(QJsonObject{{u"name"_s, channel.name},
                                {u"kind"_s, kind},
                                {u"to"_s, targetOf(channel)},
                                {u"per_minute"_s, channel.perMinute},
                                {u"used_by"_s, QJsonArray::fromStringList(users)}});
    }
    printRows(format, rows, json);
    return ExitOk;
}

struct Tested {
    engine::DeliveryOrder order;
    std::optional<QString> failure;
};

// One message, sent once, to each number of each channel. What needs a desktop is left out and said.
std::vector<Tested> sendTests(const wire::NotifySettings &settings, const std::vector<const wire::Channel *> &channels)
{
    const base::SystemClock clock;
    std::vector<Tested> out;
    for (const wire::Channel *channel : channels) {
        const qint64 now = clock.nowNs();
        for (auto &order : engine::testOrders(*channel, u"test"_s, QString::number(now), now)) {
            auto failure = channel->kind == wire::Channel::Kind::Desktop
                               ? std::optional(u"only a console can show it, and tests it itself"_s)
                               : sendNow(*channel, settings.mail, order);
            out.push_back({std::move(order), std::move(failure)});
        }
    }
    return out;
}

QString placeOf(const engine::DeliveryOrder &order)
{
    return order.to.isEmpty() ? order.channel : u"%1 (%2)"_s.arg(order.channel, order.to);
}

int test(const wire::NotifySettings &settings, const QString &name)
{
    const wire::Channel *channel = settings.channel(name);
    if (channel == nullptr) {
        printError(u"There is no channel %1. `watchfloor channels list` names them."_s.arg(name));
        return ExitUnknown;
    }
    if (channel->kind == wire::Channel::Kind::Desktop) {
        printError(u"%1 is shown by a console that is open; its palette has \"Test channel %1\"."_s.arg(name));
        return ExitUnknown;
    }
    int code = ExitOk;
    for (const Tested &one : sendTests(settings, {channel})) {
        if (!one.failure) {
            printLine(u"%1: taken."_s.arg(placeOf(one.order)));
            continue;
        }
        printError(u"%1: %2"_s.arg(placeOf(one.order), *one.failure));
        code = ExitCritical;
    }
    return code;
}

// What the start of a watch does: 0 all took it, 1 some only a console can show, 2 some did not.
int selfTest(const wire::NotifySettings &settings, const QString &format)
{
    std::vector<const wire::Channel *> marked;
    for (const wire::Channel &channel : settings.channels)
        if (channel.isTested)
            marked.push_back(&channel);
    if (marked.empty()) {
        printError(u"No channel is marked with selfTest: true, so nothing was tested."_s);
        return ExitUnknown;
    }
    std::vector<QStringList> rows{{u"CHANNEL"_s, u"KIND"_s, u"RESULT"_s, u"WHY"_s}};
    QJsonArray json;
    int code = ExitOk;
    for (const Tested &one : sendTests(settings, marked)) {
        const auto kind = settings.channel(one.order.channel)->kind;
        const bool isDesktop = kind == wire::Channel::Kind::Desktop;
        const QString result = !one.failure ? u"taken"_s : isDesktop ? u"left out"_s : u"failed"_s;
        if (one.failure)
            code = std::max<int>(code, isDesktop ? ExitWarning : ExitCritical);
        rows.push_back({placeOf(one.order), wire::channelKindName(kind), result, one.failure.value_or(QString())});
        json.append(QJsonObject{{u"channel"_s, one.order.channel},
                                {u"to"_s, one.order.to},
                                {u"kind"_s, wire::channelKindName(kind)},
                                {u"result"_s, result},
                                {u"why"_s, one.failure.value_or(QString())}});
    }
    printRows(format, rows, json);
    return code;
}

QJsonObject asJson(const store::OutboxItem &item, const engine::DeliveryOrder &order)
{
    return {{u"key"_s, item.opKey},
            {u"channel"_s, order.channel},
            {u"to"_s, order.to},
            {u"event"_s, order.event.isEmpty() ? signals::notifyStepName(order.what.step) : order.event},
            {u"incident"_s, order.what.incident},
            {u"subject"_s, engine::orderSubject(order)},
            {u"state"_s, store::opStateName(item.state)},
            {u"attempts"_s, item.attempts},
            {u"created"_s, base::isoTime(item.createdNs)},
            {u"updated"_s, base::isoTime(item.updatedNs)},
            {u"error"_s, item.error}};
}

// 2 when a message needs attention, 1 when one waits.
int printLog(std::vector<store::OutboxItem> items, const QString &format)
{
    std::vector<QStringList> rows{{u"TIME"_s, u"CHANNEL"_s, u"STATE"_s, u"TRIES"_s, u"WHAT"_s, u"ERROR"_s}};
    QJsonArray json;
    int code = ExitOk;
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        const auto order = engine::orderFrom(item->opKey, item->payload);
        if (!order)
            continue;
        if (item->state != store::OpState::Done)
            code = std::max<int>(code, item->state == store::OpState::NeedsAttention ? ExitCritical : ExitWarning);
        rows.push_back({base::isoTime(item->createdNs), order->channel, store::opStateName(item->state),
                        QString::number(item->attempts), engine::orderSubject(*order), item->error});
        json.append(asJson(*item, *order));
    }
    printRows(format, rows, json);
    return code;
}

int retry(const wire::NotifySettings &settings, const QStringList &keys, const QCommandLineParser &parser)
{
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    store::StoreOptions options;
    options.directory = stateDirectoryOf(stateNameOf(parser, *environment));
    options.maintenanceMs = 0;
    store::Store store(options, clock);
    return retryDeliveries(store.ledger(), keys, loginName(), settings.mail,
                           [&](const QString &name) { return settings.channel(name); });
}

int log(const QCommandLineParser &parser, const QString &format)
{
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    store::StoreOptions options;
    options.directory = stateDirectoryOf(stateNameOf(parser, *environment));
    options.maintenanceMs = 0;
    store::Store store(options, clock);
    store::OutboxFilter all;
    all.source = engine::DeliveryDesk::source;
    using store::OpState;
    all.states = {OpState::Queued, OpState::Sending, OpState::NeedsAttention, OpState::Done};
    all.limit = std::numeric_limits<int>::max();
    base::Result<std::vector<store::OutboxItem>> read = std::vector<store::OutboxItem>();
    const auto asked = store.ledger().outbox(all, [&](base::Result<std::vector<store::OutboxItem>> items) {
        read = std::move(items);
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    if (!read) {
        printError(read.error().summary + u' ' + read.error().detail);
        return ExitUnknown;
    }
    return printLog(std::move(*read), format);
}

void printHelp()
{
    printLine(
        u"Usage: watchfloor channels COMMAND [OPTIONS]\n"
        "\n"
        "  list              how people are told, and who uses it\n"
        "  check             is the file right? errors with line and column; 0 valid, 2 errors\n"
        "  test NAME         send one test message now; 0 taken, 2 refused or not reached\n"
        "  selftest          one to each channel marked selfTest, as at the start of a watch; 0 all taken, 1 some only "
        "a\n"
        "                    console can show, 2 some refused or not reached\n"
        "  log               messages of an environment and what became of them; 1 some wait, 2 some were refused\n"
        "  retry [ID…]       send once more what was refused or given up, under the same ids; all without ids. A "
        "console\n"
        "                    that has the environment open does it in its settings\n"
        "    --settings F    another file than notifications.yaml in the configuration folder\n"
        "    --format table|json|csv"_s);
}

} // namespace

void addNotifyOptions(QCommandLineParser &parser)
{
    parser.addOption({u"settings"_s, u"File of channels and escalations."_s, u"file"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
}

std::optional<wire::NotifySettings> notifySettingsOf(const QCommandLineParser &parser)
{
    const QString path = parser.isSet(u"settings"_s) ? parser.value(u"settings"_s) : notifySettingsPath();
    auto read = engine::loadNotifySettings(path);
    if (!read) {
        printError(read.error().summary + u' ' + read.error().detail);
        return std::nullopt;
    }
    for (const QString &line : read->lines(path))
        printError(line);
    return read->isValid() ? std::optional(std::move(read->settings)) : std::nullopt;
}

int runChannels(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (!QStringList{u"list"_s, u"check"_s, u"test"_s, u"selftest"_s, u"log"_s, u"retry"_s}.contains(first)) {
        printHelp();
        return first == "--help"_L1 || first == "-h"_L1 ? ExitOk : ExitUnknown;
    }
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    addNotifyOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor channels "_s + first} + arguments.mid(1)))
        return *code;
    const QString format = parser.value(u"format"_s);
    const QStringList words = parser.positionalArguments();
    if (!isAnswerFormat(format) || (first != "retry"_L1 && words.size() != (first == "test"_L1 ? 1 : 0))) {
        printHelp();
        return ExitUnknown;
    }
    if (first == "log"_L1)
        return log(parser, format);
    const auto settings = notifySettingsOf(parser);
    if (!settings)
        return first == "check"_L1 ? ExitCritical : ExitUnknown;
    if (first == "test"_L1)
        return test(*settings, words.front());
    if (first == "retry"_L1)
        return retry(*settings, words, parser);
    if (first == "selftest"_L1)
        return selfTest(*settings, format);
    if (first == "list"_L1)
        return list(*settings, format);
    printLine(u"Right: channels %1, people %2, rotas %3, escalations %4."_s.arg(settings->channels.size())
                  .arg(settings->people.size())
                  .arg(settings->rotas.size())
                  .arg(settings->escalations.size()));
    return ExitOk;
}

} // namespace wf::app
