// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/causefiles.h"

#include "app/analyze/incidents/causecases.h"
#include "app/analyze/seriesfiles.h"
#include "models/base/safefile.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace wf::app {

namespace {

QJsonArray asJson(const std::vector<analysis::SuspectedCause> &causes)
{
    QJsonArray list;
    for (const auto &cause : causes) {
        QJsonObject evidence;
        for (std::size_t i = 0; i < analysis::causeReasons; ++i)
            if (cause.features[i] > 0)
                evidence.insert(analysis::causeReasonName(static_cast<analysis::CauseReason>(i)), cause.features[i]);
        list.append(QJsonObject{{QStringLiteral("service"), cause.service},
                                {QStringLiteral("score"), cause.score},
                                {QStringLiteral("evidence"), evidence}});
    }
    return list;
}

base::Result<std::unique_ptr<CauseCases>> opened(const QDir &folder)
{
    const bool byNode = !existingTextFile(folder.filePath(QStringLiteral("normal.csv"))).isEmpty();
    return byNode ? openNodeCases(folder.path()) : openMinuteCases(folder.path());
}

} // namespace

base::Result<QString> rankCauseFiles(const QString &in, const QString &out)
{
    const QDir folder(in);
    const auto text = readTextFile(folder.filePath(QStringLiteral("cases.json")));
    if (!text)
        return text.error();
    const QJsonObject list = QJsonDocument::fromJson(*text).object();
    if (list.isEmpty())
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QStringLiteral("%1/cases.json holds no cases: it is {\"case\": {…}, …}").arg(in));
    auto cases = opened(folder);
    if (!cases)
        return cases.error();
    QJsonObject answer;
    for (auto one = list.begin(); one != list.end(); ++one) {
        const auto question = (*cases)->question(one.key(), one.value().toObject());
        if (!question)
            return question.error();
        answer.insert(one.key(), asJson(analysis::rankCauses(*question)));
    }
    if (const auto written = base::writeFileSafely(out, QJsonDocument(answer).toJson()); !written)
        return written.error();
    return QStringLiteral("%1: causes of %2 incidents ranked, written to %3").arg(in).arg(list.size()).arg(out);
}

} // namespace wf::app
