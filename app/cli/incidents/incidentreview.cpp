// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentreview.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/incidentcommand.h"
#include "app/reportfonts.h"
#include "models/base/safefile.h"
#include "models/engine/story/review/reviewmaker.h"

#include <QCoreApplication>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto usage =
    "Write: watchfloor incidents review ID [--format md|pdf|html] [--out FILE] [--paper a4|letter]; pdf needs --out";

// The document in this format: what people wrote in a window, else the draft.
base::Result<QByteArray> documentOf(AskedIncidents &asked, const engine::ReviewWishes &wishes, const QString &format,
                                    const base::Clock &clock)
{
    [[maybe_unused]] const auto found = asked.causesOf(wishes.incident); // the story tells what the desk has found
    engine::Storyteller story({asked.incidents(), asked.services(), asked.causes(), asked.store().ledger()}, clock,
                              loginName());
    async::Request request;
    const engine::ReviewMaker maker({story, asked.incidents(), asked.services(), asked.causes(), asked.metrics(),
                                     asked.sourceSet(), reportFonts, asked.store().ledger()},
                                    clock, asked.pools());
    if (format != u"md"_s)
        return answerOf<QByteArray>(asked, [&](auto reply) { request = maker.make(wishes, std::move(reply)); });
    const auto written = answerOf<std::optional<engine::WrittenReview>>(asked, [&](auto reply) {
        request = engine::ReviewDesk::readWritten(asked.store().ledger(), wishes.incident, std::move(reply));
    });
    if (!written)
        return written.error();
    if (*written)
        return (*written)->text.toUtf8();
    const auto draft =
        answerOf<QString>(asked, [&](auto reply) { request = story.review(wishes.incident, std::move(reply)); });
    return draft ? base::Result<QByteArray>(draft->toUtf8()) : base::Result<QByteArray>(draft.error());
}

} // namespace

int runIncidentReview(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"md, pdf or html."_s, u"format"_s, u"md"_s});
    parser.addOption({u"out"_s, u"The file to write; without it the text is printed."_s, u"file"_s});
    parser.addOption({u"paper"_s, u"pdf: a4 or letter."_s, u"size"_s, u"a4"_s});
    parser.addPositionalArgument(u"incident"_s, u"INC-12 or 12."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents review"_s} + arguments))
        return *code;
    const QString format = parser.value(u"format"_s).toLower();
    const QString path = parser.value(u"out"_s);
    const QString paper = parser.value(u"paper"_s).toLower();
    engine::ReviewWishes wishes;
    wishes.incident = incidentNumber(parser.positionalArguments().value(0));
    if (parser.positionalArguments().size() != 1 || wishes.incident == 0 ||
        !QStringList{u"md"_s, u"pdf"_s, u"html"_s}.contains(format) ||
        !QStringList{u"a4"_s, u"letter"_s}.contains(paper) || (format == u"pdf"_s && path.isEmpty())) {
        printError(QLatin1String(usage));
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.askOnce();
    if (!asked.incidents().snapshot()->find(wishes.incident))
        return refuse(noSuchIncident(parser.positionalArguments().constFirst(), *asked.alerts().snapshot()));
    wishes.form = format == u"html"_s ? engine::ReviewWishes::Form::Html : engine::ReviewWishes::Form::Pdf;
    wishes.size = paper == u"letter"_s ? wire::PaperSize::Letter : wire::PaperSize::A4;
    wishes.environment = environment->name;
    wishes.toolVersion = QCoreApplication::applicationVersion();
    const auto document = documentOf(asked, wishes, format, clock);
    if (!document)
        return refuse(document.error());
    if (!path.isEmpty()) {
        const auto status = base::writeFileSafely(path, *document);
        return status ? ExitOk : refuse(status.error());
    }
    for (const QByteArray &line : document->split('\n'))
        printLine(QString::fromUtf8(line));
    return ExitOk;
}

} // namespace wf::app
