// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/importevents.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/workspace.h"
#include "models/engine/history/recordedevents.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 120'000;
constexpr qint64 mostBytes = qint64(512) << 20;

base::Result<wire::alertmanager::RecordedEvents> readEvents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    if (file.size() > mostBytes)
        return base::makeError(base::ErrorKind::TooLarge,
                               u"%1 is larger than 512 MiB: split it by lines and import the parts."_s.arg(path));
    const QByteArray bytes = file.readAll();
    auto events = wire::alertmanager::decodeEvents({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!events)
        return base::makeError(events.error().kind, u"%1: %2"_s.arg(path, events.error().summary),
                               events.error().detail);
    return events;
}

// Nothing when it was kept.
std::optional<base::Error> keep(const QString &directory, std::vector<store::AlertSighting> sightings,
                                const base::Clock &clock)
{
    store::StoreOptions options;
    options.directory = directory;
    store::Store store(options, clock);
    std::optional<base::Result<base::Done>> kept;
    const auto request = store.alerts().record(std::move(sightings), [&kept](const base::Result<base::Done> &done) {
        kept = done;
        QCoreApplication::quit();
    });
    QTimer::singleShot(longestMs, &store, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    if (!kept)
        return base::makeError(base::ErrorKind::Timeout, u"The ledger did not answer within two minutes."_s);
    return *kept ? std::nullopt : std::optional(kept->error());
}

} // namespace

int runImportEvents(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addPositionalArgument(u"file"_s, u"Files of Alertmanager's event recorder (a JSON object a line)."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor alerts import-events"_s} + arguments))
        return *code;
    const QStringList files = parser.positionalArguments();
    if (files.isEmpty()) {
        printError(u"Write: watchfloor alerts import-events FILE…"_s);
        return ExitUnknown;
    }
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    const auto rules = subjectRules(*environment);
    const auto resolve = [&rules](const base::Labels &labels) {
        const auto subject = rules.resolve(labels);
        return engine::AlertPlace{subject.service, subject.region, subject.instance};
    };
    const base::SystemClock clock;
    int code = ExitOk;
    for (const QString &path : files) {
        const auto events = readEvents(path);
        auto error =
            events ? keep(stateDirectoryFor(parser, *environment), engine::recordedSightings(*events, resolve), clock)
                   : std::optional(events.error());
        if (error) {
            printError(error->summary);
            code = ExitUnknown;
            continue;
        }
        printLine(u"%1: %2 firings from %3 events; %4 events of other kinds, %5 lines that are none."_s.arg(path)
                      .arg(events->firings.size())
                      .arg(events->events)
                      .arg(events->others)
                      .arg(events->broken));
    }
    return code;
}

} // namespace wf::app
