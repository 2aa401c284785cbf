// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bundle/bundle.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/incidents/bundlereport.h"
#include "models/engine/bundle/packbundle.h"

namespace wf::app {

using namespace Qt::StringLiterals;

int runBundle(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"show"_s, u"What a bundle says of itself."_s);
    parser.addPositionalArgument(u"file"_s, u"An incident bundle."_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor bundle"_s} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const QString format = parser.value(u"format"_s);
    if (words.size() != 2 || words.front() != u"show"_s || !isAnswerFormat(format)) {
        printError(u"Write: watchfloor bundle show FILE [--format table|json|csv]; watchfloor open FILE opens it."_s);
        return ExitUnknown;
    }
    const auto bundle = engine::readBundle(words.back());
    if (!bundle) {
        printError(bundle.error().summary + u' ' + bundle.error().detail);
        return ExitUnknown;
    }
    if (format == u"json"_s)
        printJson(QJsonDocument(engine::manifestJson(bundle->manifest)));
    else
        printRows(format, bundleFacts(bundle->manifest), {});
    return bundle->manifest.missing.isEmpty() ? ExitOk : ExitWarning;
}

} // namespace wf::app
