// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/aside/evaluatedfile.h"

#include "models/base/safefile.h"
#include "models/station/serve/prometheus/promjson.h"
#include "models/wire/prometheus/prometheus.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace wf::station {

namespace {

constexpr qint64 largest = qint64{256} << 20;

QString pathIn(const QString &directory)
{
    return QDir(directory).filePath(QStringLiteral("evaluated-rules.json"));
}

} // namespace

void writeEvaluated(const QString &directory, const std::vector<signals::Rule> &rules)
{
    wire::JsonText json;
    json.beginObject().field("status", "success").key("data");
    writeRules(json, rules, true);
    json.endObject();
    (void)base::writeFileSafely(pathIn(directory), QByteArray::fromStdString(json.take()));
}

base::Result<std::vector<signals::Rule>> readEvaluated(const QString &directory)
{
    QFile file(pathIn(directory));
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(
            base::ErrorKind::NotFound,
            QCoreApplication::translate("Station", "No station has evaluated rules in %1 yet.").arg(directory));
    const QByteArray bytes = file.read(largest);
    auto page = wire::prometheus::decodeRules({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!page)
        return page.error();
    return std::move(page->rules);
}

} // namespace wf::station
