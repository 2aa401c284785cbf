// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentbundle.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/incidentcommand.h"
#include "app/incidents/bundlereport.h"
#include "app/incidents/incidentreport.h"
#include "models/base/duration.h"
#include "models/engine/bundle/packbundle.h"
#include "models/engine/bundle/takebundle.h"

#include <QCoreApplication>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto usage = "Write: watchfloor incidents bundle ID --out FILE [--mask [--mask-key NAME]… [--preview]] "
                       "[--before 90m] [--after 30m]";

std::vector<std::string> maskKeys(const QCommandLineParser &parser)
{
    auto out = engine::usualMaskKeys();
    for (const QString &key : parser.values(u"mask-key"_s))
        out.push_back(key.toStdString());
    return out;
}

void addOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"out"_s, u"The file to write."_s, u"file"_s});
    parser.addOption({u"mask"_s, u"Replace addresses, cards, phones, keys and users by masks, the same value always "
                                 u"by the same."_s});
    parser.addOption({u"mask-key"_s, u"Also values behind this name, such as tenant_id; again for more."_s, u"name"_s});
    parser.addOption({u"preview"_s, u"Only say what would be masked."_s});
    parser.addOption({u"before"_s, u"Samples, lines and traces from so long before it."_s, u"span"_s, u"90m"_s});
    parser.addOption({u"after"_s, u"Until so long after its end."_s, u"span"_s, u"30m"_s});
    parser.addPositionalArgument(u"incident"_s, u"INC-12 or 12."_s);
}

base::Result<engine::BundlePtr> taken(AskedIncidents &asked, engine::BundleWishes wishes, const base::Clock &clock)
{
    const auto *incident = asked.incidents().snapshot()->find(wishes.incident);
    if (!incident)
        return base::makeError(base::ErrorKind::NotFound,
                               noSuchIncident(u"INC-%1"_s.arg(wishes.incident), *asked.alerts().snapshot()));
    wishes.incidentJson = incidentAsJson(*incident);
    wishes.causes = asked.causesOf(wishes.incident);
    const engine::BundleTaker taker({asked.incidents(), asked.alerts(), asked.services(), asked.store().alerts(),
                                     asked.store().ledger(), asked.sourceSet()},
                                    clock);
    std::optional<base::Result<engine::BundlePtr>> out;
    const auto request = taker.take(wishes, [&out](const base::Result<engine::BundlePtr> &bundle) { out = bundle; });
    asked.wait([&out] { return out.has_value(); });
    return out ? *out : base::makeError(base::ErrorKind::Timeout, u"The sources did not answer within a minute."_s);
}

// Masked when asked for.
base::Result<engine::MaskedBundle> finished(const engine::BundlePtr &bundle, const QCommandLineParser &parser)
{
    if (!parser.isSet(u"mask"_s) && !parser.isSet(u"mask-key"_s) && !parser.isSet(u"preview"_s))
        return engine::MaskedBundle{bundle, {}};
    return engine::maskedCopy(*bundle, maskKeys(parser));
}

} // namespace

int runIncidentBundle(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor incidents bundle"_s} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const bool isPreview = parser.isSet(u"preview"_s);
    const QString path = parser.value(u"out"_s);
    const auto before = base::parseDuration(parser.value(u"before"_s));
    const auto after = base::parseDuration(parser.value(u"after"_s));
    engine::BundleWishes wishes;
    wishes.incident = incidentNumber(words.value(0));
    if (words.size() != 1 || wishes.incident == 0 || (path.isEmpty() && !isPreview) || !before || !after) {
        printError(QLatin1String(usage));
        return ExitUnknown;
    }
    if (*before < 0 || *before > base::nsPerDay || *after < 0 || *after > base::nsPerDay) {
        printError(u"--before, --after: write a duration up to 24h."_s);
        return ExitUnknown;
    }
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.askOnce();
    wishes.environment = environment->name;
    wishes.takenBy = loginName();
    wishes.program = QCoreApplication::applicationVersion();
    wishes.beforeNs = *before;
    wishes.afterNs = *after;
    const auto bundle = taken(asked, wishes, clock);
    if (!bundle)
        return refuse(bundle.error());
    const auto result = finished(*bundle, parser);
    if (!result)
        return refuse(result.error());
    if (isPreview) {
        printTable(maskTable(*result));
        return ExitOk;
    }
    if (const auto status = engine::writeBundle(*result->bundle, path); !status)
        return refuse(status.error());
    const auto &manifest = result->bundle->manifest;
    printTable(bundleFacts(manifest));
    return manifest.missing.isEmpty() ? ExitOk : ExitWarning;
}

} // namespace wf::app
