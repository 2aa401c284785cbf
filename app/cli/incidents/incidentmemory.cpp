// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentmemory.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/incidentcommand.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/story/similardesk.h"
#include "models/engine/story/storyteller.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto usage = "Write: watchfloor incidents similar ID [--format table|json|csv] | "
                       "attach ID --kind chart|trace|logs|thread --title TITLE [TEXT | --file FILE; - reads the input]";

QString endOf(const engine::PastIncident &past)
{
    return past.outcome ? engine::outcomeName(*past.outcome) : u"not said"_s;
}

int tellSimilar(AskedIncidents &asked, const engine::Incident &incident, const QString &format)
{
    [[maybe_unused]] const auto causes = asked.causesOf(incident.number);
    engine::SimilarDesk desk({asked.incidents(), asked.causes(), asked.store().ledger()}, asked.pools());
    desk.look(incident.number);
    asked.wait([&desk] { return desk.isSettled(); });
    std::vector<QStringList> rows{{u"INCIDENT"_s, u"ALIKE"_s, u"ENDED"_s, u"TOOK"_s, u"OUTCOME"_s, u"CAUSE"_s,
                                   u"TITLE"_s, u"BECAUSE"_s, u"HELPED"_s}};
    QJsonArray json;
    for (const auto &story : desk.found()) {
        const auto &past = story.similar.past;
        QStringList helped = story.notes;
        if (!past.outcomeNote.isEmpty())
            helped.prepend(past.outcomeNote);
        rows.push_back({past.id(), u"%1%"_s.arg(std::lround(story.similar.score * 100)), base::isoTime(past.closedNs),
                        base::humanDuration(past.closedNs - past.openedNs), endOf(past), story.cause, past.title,
                        story.similar.reasons.join(u"; "_s), helped.join(u"; "_s)});
        json.append(QJsonObject{{u"incident"_s, past.id()},
                                {u"score"_s, story.similar.score},
                                {u"title"_s, past.title},
                                {u"opened"_s, base::isoTime(past.openedNs)},
                                {u"closed"_s, base::isoTime(past.closedNs)},
                                {u"outcome"_s, endOf(past)},
                                {u"cause"_s, story.cause},
                                {u"reasons"_s, QJsonArray::fromStringList(story.similar.reasons)},
                                {u"helped"_s, QJsonArray::fromStringList(helped)}});
    }
    printRows(format, rows, json);
    return ExitOk;
}

// Of what is given in words, in a file or on the input; no more than is kept of it.
base::Result<QString> textOf(const QStringList &words, const QString &path)
{
    if (path.isEmpty())
        return words.join(u' ');
    QFile file(path);
    const bool isOpen = path == u"-"_s ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return base::makeError(base::ErrorKind::NotFound, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    return QString::fromUtf8(file.read(4 * engine::Attachment::mostText + 4));
}

int attach(AskedIncidents &asked, const engine::Incident &incident, const QStringList &words,
           const QCommandLineParser &parser)
{
    const auto kind = engine::attachmentKindFromName(parser.value(u"kind"_s));
    if (!kind)
        return refuse(u"--kind: write chart, trace, logs or thread."_s);
    const auto text = textOf(words, words.value(0) == u"-"_s ? u"-"_s : parser.value(u"file"_s));
    if (!text)
        return refuse(text.error().summary);
    engine::Attachment wish;
    wish.incident = incident.number;
    wish.kind = *kind;
    wish.title = parser.value(u"title"_s);
    wish.text = *text;
    wish.service = incident.service;
    engine::Storyteller story({asked.incidents(), asked.services(), asked.causes(), asked.store().ledger()},
                              asked.clock(), loginName());
    const auto kept = answerOf<engine::Attachment>(asked, [&](auto reply) { story.attach(wish, std::move(reply)); });
    if (!kept)
        return refuse(kept.error());
    printLine(u"Attached to %1: %2"_s.arg(incident.id(), kept->title));
    return ExitOk;
}

} // namespace

bool isIncidentMemory(const QString &word)
{
    return word == u"similar"_s || word == u"attach"_s;
}

int runIncidentMemory(const QString &what, const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    if (what == u"similar"_s) {
        parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    } else {
        parser.addOption({u"kind"_s, u"chart (a query), trace (its id), logs (lines) or thread."_s, u"kind"_s});
        parser.addOption({u"title"_s, u"What it shows."_s, u"title"_s});
        parser.addOption({u"file"_s, u"Reads the text from there."_s, u"file"_s});
    }
    parser.addPositionalArgument(u"incident"_s, u"INC-12 or 12."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents "_s + what} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const QString format = what == u"similar"_s ? parser.value(u"format"_s) : u"table"_s;
    if (incidentNumber(words.value(0)) == 0 || !isAnswerFormat(format) || (what == u"similar"_s && words.size() != 1))
        return refuse(QString::fromUtf8(usage));
    return withIncident(parser, words.front(), [&](AskedIncidents &asked, const engine::IncidentPtr &incident) {
        return what == u"similar"_s ? tellSimilar(asked, *incident, format)
                                    : attach(asked, *incident, words.mid(1), parser);
    });
}

} // namespace wf::app
