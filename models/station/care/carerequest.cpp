// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/care/carerequest.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestNote = 8 << 20;
constexpr qsizetype mostSteps = 5000;
constexpr std::pair<CareRequest::Kind, const char *> kindNames[] = {{CareRequest::Kind::BackUp, "backup"},
                                                                    {CareRequest::Kind::PlanRetention, "plan"},
                                                                    {CareRequest::Kind::ApplyRetention, "apply"}};

QString requestFile(const QString &directory)
{
    return QDir(directory).filePath(u"care.request.json"_s);
}
QString answerFile(const QString &directory)
{
    return QDir(directory).filePath(u"care.answer.json"_s);
}

// The object in a small file; nothing when there is none or it is not whole.
std::optional<QJsonObject> noteIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto document = QJsonDocument::fromJson(file.read(largestNote));
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

QByteArray bytesOf(const QJsonObject &note)
{
    return QJsonDocument(note).toJson(QJsonDocument::Compact);
}

QJsonObject noteOf(const base::Result<CareAnswer> &answer)
{
    if (!answer)
        return {{u"error"_s, answer.error().summary}, {u"detail"_s, answer.error().detail}};
    QJsonObject note{{u"steps"_s, QJsonArray::fromStringList(answer->steps)},
                     {u"more_steps"_s, answer->moreSteps},
                     {u"failed"_s, QJsonArray::fromStringList(answer->failed)}};
    if (answer->backup)
        note.insert(u"backup"_s, QJsonObject{{u"path"_s, answer->backup->path},
                                             {u"files"_s, answer->backup->files},
                                             {u"bytes"_s, answer->backup->bytes},
                                             {u"made_ns"_s, QString::number(answer->backup->madeNs)}});
    return note;
}

QStringList textsIn(const QJsonValue &value)
{
    QStringList out;
    for (const auto &one : value.toArray())
        out << one.toString();
    return out;
}

base::Result<CareRequest> requestIn(const QJsonObject &note)
{
    for (const auto &[kind, name] : kindNames)
        if (note[u"do"_s].toString() == QLatin1String(name))
            return CareRequest{kind, note[u"target"_s].toString()};
    return base::makeError(base::ErrorKind::Unsupported,
                           QCoreApplication::translate("wf::station", "This console does not know what is asked for."),
                           QCoreApplication::translate("wf::station", "Use the same Watchfloor as the console."));
}

CareAnswer told(const std::vector<store::RetentionStep> &steps)
{
    CareAnswer out;
    for (const auto &step : steps)
        if (out.steps.size() < mostSteps)
            out.steps << step.text();
        else
            ++out.moreSteps;
    return out;
}

} // namespace

base::Status askForCare(const QString &directory, const CareRequest &request)
{
    QFile::remove(answerFile(directory));
    QString name;
    for (const auto &[kind, text] : kindNames)
        if (kind == request.kind)
            name = QString::fromLatin1(text);
    return base::writeFileSafely(requestFile(directory), bytesOf({{u"do"_s, name}, {u"target"_s, request.target}}));
}

bool isCareAwaited(const QString &directory)
{
    return QFile::exists(requestFile(directory));
}

void withdrawCareRequest(const QString &directory)
{
    QFile::remove(requestFile(directory));
}

std::optional<base::Result<CareAnswer>> careAnswer(const QString &directory)
{
    const auto note = noteIn(answerFile(directory));
    if (!note)
        return std::nullopt;
    if (note->contains(u"error"_s))
        return base::makeError(base::ErrorKind::Storage, (*note)[u"error"_s].toString(),
                               (*note)[u"detail"_s].toString());
    CareAnswer answer;
    answer.steps = textsIn((*note)[u"steps"_s]);
    answer.moreSteps = (*note)[u"more_steps"_s].toInteger();
    answer.failed = textsIn((*note)[u"failed"_s]);
    if (const auto made = (*note)[u"backup"_s].toObject(); !made.isEmpty())
        answer.backup = store::BackupReport{made[u"path"_s].toString(), made[u"files"_s].toInteger(),
                                            made[u"bytes"_s].toInteger(), made[u"made_ns"_s].toString().toLongLong()};
    return answer;
}

base::Result<CareAnswer> takeCare(const CareRequest &request, StoreKeeping &keeping,
                                  const store::RetentionPolicies &policies, std::stop_token stop)
{
    switch (request.kind) {
    case CareRequest::Kind::BackUp: {
        const auto report = keeping.backUp(request.target);
        if (!report)
            return report.error();
        CareAnswer answer;
        answer.backup = *report;
        return answer;
    }
    case CareRequest::Kind::PlanRetention: {
        const auto plan = keeping.plan(policies);
        return plan ? base::Result<CareAnswer>(told(*plan)) : plan.error();
    }
    case CareRequest::Kind::ApplyRetention:
        break;
    }
    const auto report = keeping.apply(policies, stop);
    if (!report)
        return report.error();
    CareAnswer answer = told(report->done);
    for (const auto &[step, error] : report->failed)
        if (answer.failed.size() < mostSteps)
            answer.failed << step.text() + u": "_s + error.summary;
    return answer;
}

bool serveCareRequest(const QString &directory, StoreKeeping &keeping, const store::RetentionPolicies &policies,
                      std::stop_token stop)
{
    const auto note = noteIn(requestFile(directory));
    if (!note)
        return false;
    QFile::remove(requestFile(directory));
    const auto request = requestIn(*note);
    const auto answer =
        request ? takeCare(*request, keeping, policies, stop) : base::Result<CareAnswer>(request.error());
    (void)base::writeFileSafely(answerFile(directory), bytesOf(noteOf(answer))); // who asked gives up in time
    return true;
}

} // namespace wf::station
