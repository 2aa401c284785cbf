// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/delivery/positionfile.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::station::tail {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 mostBytes = qint64{64} << 20;
}

base::Result<std::vector<signals::LogMark>> PositionFile::load()
{
    std::vector<signals::LogMark> out;
    QFile file(m_path);
    if (!file.exists())
        return out;
    const auto error = [this](base::ErrorKind kind, const QString &why) {
        return base::makeError(kind, QCoreApplication::translate(
                                         "wf::station::tail", "Where log files were left is not known: %1 %2. They are "
                                                              "read as if they were seen for the first time.")
                                         .arg(m_path, why));
    };
    if (!file.open(QIODevice::ReadOnly) || file.size() > mostBytes)
        return error(base::ErrorKind::Storage, file.errorString());
    const auto document = QJsonDocument::fromJson(file.readAll());
    const auto positions = document.object()[u"positions"_s];
    if (!positions.isObject())
        return error(base::ErrorKind::Invalid, QCoreApplication::translate("wf::station::tail", "is damaged"));
    const QJsonObject object = positions.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        out.push_back({it.key().toStdString(), it.value().toString().toStdString()});
        m_marks[out.back().origin] = out.back().position;
    }
    return out;
}

void PositionFile::note(const std::vector<signals::LogMark> &marks)
{
    for (const auto &mark : marks) {
        if (mark.position.empty())
            m_marks.erase(mark.origin);
        else
            m_marks[mark.origin] = mark.position;
    }
    m_isDirty = m_isDirty || !marks.empty();
}

base::Status PositionFile::save()
{
    if (!m_isDirty)
        return base::Done{};
    QJsonObject positions;
    for (const auto &[origin, position] : m_marks)
        positions[QString::fromStdString(origin)] = QString::fromStdString(position);
    const QJsonObject root{{u"version"_s, 1}, {u"positions"_s, positions}};
    auto written = base::writeFileSafely(m_path, QJsonDocument(root).toJson(QJsonDocument::Compact));
    m_isDirty = !written.ok();
    return written;
}

} // namespace wf::station::tail
