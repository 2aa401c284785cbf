// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/paneltext.h"

#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QUuid>

namespace wf::engine {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("PanelText", text);
}

} // namespace

QString panelText(const signals::BoardPanel &panel)
{
    return QString::fromUtf8(QJsonDocument(wire::grafana::writePanel(panel)).toJson());
}

base::Result<signals::BoardPanel> panelOfText(const QString &text, const signals::BoardPanel &now)
{
    QJsonParseError problem;
    const QByteArray bytes = text.toUtf8();
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError) {
        const QByteArray before = bytes.left(problem.offset);
        return base::makeError(base::ErrorKind::Invalid, say("Line %1, column %2: %3")
                                                             .arg(before.count('\n') + 1)
                                                             .arg(problem.offset - before.lastIndexOf('\n'))
                                                             .arg(problem.errorString()));
    }
    if (!document.isObject())
        return base::makeError(base::ErrorKind::Invalid, say("The panel must be one object."));
    signals::BoardPanel out = wire::grafana::readPanel(document.object());
    out.id = now.id;
    out.place = now.place;
    return out;
}

QString newBoardUid()
{
    return QUuid::createUuid().toString(QUuid::Id128).left(14);
}

signals::Dashboard copyOf(signals::Dashboard original)
{
    signals::Dashboard copy = wire::grafana::withoutSource(std::move(original));
    copy.uid = newBoardUid();
    copy.title = copy.title.isEmpty() ? say("New dashboard") : say("%1, copy").arg(copy.title);
    return copy;
}

} // namespace wf::engine
