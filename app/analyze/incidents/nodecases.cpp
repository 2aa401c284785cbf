// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/causecases.h"
#include "app/analyze/incidents/csvrows.h"

#include <QDir>

namespace wf::app {

using analysis::CauseQuestion;
using analysis::ServiceFacts;

namespace {

using Columns = QHash<QByteArray, std::vector<double>>; // node|metric|statistic

base::Result<Columns> columnsOf(const QString &path)
{
    auto rows = CsvRows::open(path);
    if (!rows)
        return rows.error();
    Columns out;
    std::vector<QByteArray> cells;
    while (rows->next(cells))
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (rows->head()[i].contains('|'))
                out[rows->head()[i]].push_back(cellNumber(cells[i]));
    return out;
}

// Latency that grows and availability that falls are for the worse.
std::vector<double> forTheWorse(std::vector<double> values, bool isAvailability)
{
    if (isAvailability)
        for (double &value : values)
            value = -value;
    return values;
}

class NodeCases final : public CauseCases {
public:
    NodeCases(QDir folder, Columns normal, QHash<QString, QStringList> calls)
        : m_folder(std::move(folder)), m_normal(std::move(normal)), m_calls(std::move(calls))
    {
    }

    base::Result<CauseQuestion> question(const QString &name, const QJsonObject &one) override
    {
        const QJsonObject target = one.value(QStringLiteral("target")).toObject();
        const QString metric = target.value(QStringLiteral("metric")).toString();
        const QByteArray ending =
            QByteArray("|") + metric.toUtf8() + '|' + target.value(QStringLiteral("agg")).toString().toUtf8();
        const auto within = columnsOf(m_folder.filePath(QStringLiteral("cases/%1.csv").arg(name)));
        if (!within)
            return within.error();
        CauseQuestion question;
        question.symptomService = target.value(QStringLiteral("node")).toString();
        question.calls = m_calls;
        const bool isAvailability = metric == QLatin1String("availability");
        for (auto column = within->cbegin(); column != within->cend(); ++column) {
            if (!column.key().endsWith(ending))
                continue;
            // Per cent have an end: a hundredth is much there.
            const auto found = analysis::deviation(forTheWorse(m_normal.value(column.key()), isAvailability),
                                                   worst(forTheWorse(*column, isAvailability)),
                                                   {.ofMedian = isAvailability ? 0.01 : 0.05, .absolute = 0});
            if (!found)
                continue;
            ServiceFacts facts;
            facts.service = QString::fromUtf8(column.key().chopped(ending.size()));
            facts.symptom = *found;
            // X-Ray's names for what it knows from its callers only.
            facts.seenFromOutside =
                facts.service.endsWith(QLatin1String("_remote")) || facts.service.endsWith(QLatin1String("_client"));
            question.services.push_back(std::move(facts));
        }
        return question;
    }

private:
    static std::vector<double> worst(std::vector<double> values)
    {
        std::erase_if(values, [](double value) { return value != value; });
        if (values.empty())
            return {};
        return {*std::max_element(values.begin(), values.end())};
    }

    QDir m_folder;
    Columns m_normal;
    QHash<QString, QStringList> m_calls;
};

base::Result<QHash<QString, QStringList>> readMatrix(const QString &path)
{
    auto rows = CsvRows::open(path);
    if (!rows)
        return rows.error();
    QHash<QString, QStringList> out;
    std::vector<QByteArray> cells;
    while (rows->next(cells))
        for (std::size_t i = 1; i < cells.size(); ++i)
            if (cellNumber(cells[i]) > 0)
                out[QString::fromUtf8(cells[0])].append(QString::fromUtf8(rows->head()[i]));
    return out;
}

} // namespace

base::Result<std::unique_ptr<CauseCases>> openNodeCases(const QString &folder)
{
    const QDir dir(folder);
    auto normal = columnsOf(dir.filePath(QStringLiteral("normal.csv")));
    if (!normal)
        return normal.error();
    auto calls = readMatrix(dir.filePath(QStringLiteral("graph.csv")));
    if (!calls)
        return calls.error();
    return std::unique_ptr<CauseCases>(std::make_unique<NodeCases>(dir, std::move(*normal), std::move(*calls)));
}

} // namespace wf::app
