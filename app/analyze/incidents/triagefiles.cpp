// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/triagefiles.h"

#include "app/analyze/incidents/alertfeatures.h"
#include "app/analyze/incidents/correlationfiles.h"
#include "app/analyze/incidents/csvrows.h"
#include "models/analysis/triage/boostedtrees.h"
#include "models/base/safefile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace wf::app {

using analysis::BoostedTrees;

namespace {

struct Case {
    QString scenario;
    qint64 row = 0;
    QString label; // empty: not told
    QStringList words;
    std::vector<float> stream; // by AlertFeatures
};

// Networks differ more from each other than alerts of one: trees that see a part and cut at random carry over better
// than the sharpest cuts do.
analysis::BoostSettings settings()
{
    analysis::BoostSettings out;
    out.rounds = 150;
    out.rate = 0.08;
    out.rowShare = 0.8;
    out.featureShare = 0.6;
    out.randomCuts = true;
    return out;
}

base::Error notUnderstood(const QString &what)
{
    return base::makeError(base::ErrorKind::NotUnderstood, what);
}

base::Result<std::vector<Case>> readList(const QString &path)
{
    auto rows = CsvRows::open(path);
    if (!rows)
        return rows.error();
    const int scenario = rows->column("scenario");
    const int row = rows->column("row");
    const int label = rows->column("label");
    if (scenario < 0 || row < 0)
        return notUnderstood(QStringLiteral("%1 needs the columns scenario and row").arg(path));
    std::vector<Case> out;
    std::vector<QByteArray> cells;
    while (rows->next(cells)) {
        Case one;
        one.scenario = QString::fromUtf8(cells[static_cast<std::size_t>(scenario)]);
        one.row = cells[static_cast<std::size_t>(row)].toLongLong();
        if (label >= 0)
            one.label = QString::fromUtf8(cells[static_cast<std::size_t>(label)]);
        if (one.scenario.contains(u'/'))
            return notUnderstood(QStringLiteral("%1: a scenario is the name of a file beside it").arg(path));
        out.push_back(std::move(one));
    }
    if (out.empty())
        return notUnderstood(QStringLiteral("%1 names no alerts").arg(path));
    return out;
}

// Runs each stream once and keeps what is known at the rows asked for.
base::Status lookAtStreams(const QDir &folder, std::vector<Case> &cases)
{
    std::map<QString, std::multimap<qint64, Case *>> byScenario;
    for (Case &one : cases)
        byScenario[one.scenario].emplace(one.row, &one);
    for (auto &[scenario, wanted] : byScenario) {
        const auto alerts = readAlertStream(folder.filePath(scenario + QStringLiteral(".csv")));
        if (!alerts)
            return alerts.error();
        if (wanted.begin()->first < 0 || wanted.rbegin()->first >= static_cast<qint64>(alerts->size()))
            return notUnderstood(QStringLiteral("triage.csv names a row that %1 does not have").arg(scenario));
        AlertFeatures features;
        for (std::size_t row = 0; row < alerts->size(); ++row) {
            features.note((*alerts)[row]);
            const auto [from, to] = wanted.equal_range(static_cast<qint64>(row));
            for (auto at = from; at != to; ++at) {
                at->second->words = wordsOf((*alerts)[row], features.companions());
                at->second->stream = features.row();
            }
        }
    }
    return base::Done{};
}

base::Result<std::vector<Case>> readCases(const QString &in)
{
    const QDir folder(in);
    auto cases = readList(folder.filePath(QStringLiteral("triage.csv")));
    if (!cases)
        return cases;
    if (const auto looked = lookAtStreams(folder, *cases); !looked)
        return looked.error();
    return cases;
}

std::vector<float> rowOf(const Case &one, const WordFeatures &words)
{
    std::vector<float> row = one.stream;
    words.append(one.words, row);
    return row;
}

base::Result<BoostedTrees> learned(const std::vector<const Case *> &cases)
{
    std::vector<const QStringList *> said;
    analysis::TrainingSet set;
    for (const Case *one : cases) {
        said.push_back(&one->words);
        if (!set.classes.contains(one->label))
            set.classes << one->label;
    }
    set.classes.sort();
    const WordFeatures words = WordFeatures::learned(said);
    set.features = AlertFeatures::names() + words.names();
    for (const Case *one : cases) {
        const auto row = rowOf(*one, words);
        set.values.insert(set.values.end(), row.begin(), row.end());
        set.labels.push_back(static_cast<int>(set.classes.indexOf(one->label)));
    }
    return BoostedTrees::train(set, settings());
}

base::Result<BoostedTrees> shipped()
{
    QFile file(QStringLiteral(":/wf/triage/alerts.json"));
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, QStringLiteral("The model of this program is missing"));
    return BoostedTrees::fromJson(QJsonDocument::fromJson(file.readAll()).object());
}

std::vector<const Case *> labelled(const std::vector<Case> &cases, const QString &butOf)
{
    std::vector<const Case *> out;
    for (const Case &one : cases)
        if (!one.label.isEmpty() && one.scenario != butOf)
            out.push_back(&one);
    return out;
}

QByteArray judged(const Case &one, const BoostedTrees &trees, const WordFeatures &words)
{
    const auto row = rowOf(one, words);
    const auto chances = trees.probabilities(row);
    const auto best = static_cast<int>(std::max_element(chances.begin(), chances.end()) - chances.begin());
    QStringList reasons;
    for (const auto &reason : trees.reasons(row, best))
        reasons << trees.features().at(reason.feature);
    return (one.scenario + u',' + QString::number(one.row) + u',' + trees.classes().at(best) + QStringLiteral(",\"") +
            reasons.join(QStringLiteral("; ")).replace(u'"', QStringLiteral("\"\"")) + QStringLiteral("\"\n"))
        .toUtf8();
}

} // namespace

base::Result<QString> triageAlertFiles(const QString &in, const QString &out)
{
    const auto cases = readCases(in);
    if (!cases)
        return cases.error();
    std::map<QString, BoostedTrees> models;
    std::map<QString, WordFeatures> words;
    int fromOthers = 0;
    QByteArray text("scenario,row,label,reasons\n");
    for (const Case &one : *cases) {
        if (!models.contains(one.scenario)) {
            const auto others = labelled(*cases, one.scenario);
            const auto trees = others.empty() ? shipped() : learned(others);
            if (!trees)
                return trees.error();
            fromOthers += others.empty() ? 0 : 1;
            words.emplace(one.scenario, WordFeatures::from(trees->features().mid(AlertFeatures::names().size())));
            models.emplace(one.scenario, *trees);
        }
        text += judged(one, models.at(one.scenario), words.at(one.scenario));
    }
    if (const auto written = base::writeFileSafely(out, text); !written)
        return written.error();
    return QStringLiteral(
               "%1: %2 alerts of %3 scenarios judged, %4 scenarios by the labels of the others, written to %5")
        .arg(in)
        .arg(cases->size())
        .arg(models.size())
        .arg(fromOthers)
        .arg(out);
}

base::Result<QString> trainTriageModel(const QString &in, const QString &out)
{
    const auto cases = readCases(in);
    if (!cases)
        return cases.error();
    const auto trees = learned(labelled(*cases, {}));
    if (!trees)
        return trees.error();
    QByteArray text = QJsonDocument(trees->toJson()).toJson(QJsonDocument::Compact);
    text += '\n';
    if (const auto written = base::writeFileSafely(out, text); !written)
        return written.error();
    return QStringLiteral("%1: learned from %2 alerts, written to %3").arg(in).arg(cases->size()).arg(out);
}

} // namespace wf::app
