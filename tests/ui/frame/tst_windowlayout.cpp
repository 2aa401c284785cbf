// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/windowlayout.h"

#include <QDataStream>
#include <QIODevice>
#include <QTest>

using wf::ui::WindowLayout;

class tst_WindowLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas()
    {
        const WindowLayout layout{
            "geometry", "state", {{QStringLiteral("logs"), "left"}, {QStringLiteral("metrics"), {}}}};
        QCOMPARE(WindowLayout::fromBytes(layout.toBytes()), layout);
    }
    void thoseOfOneWindowAreRead()
    {
        QByteArray bytes;
        QDataStream out(&bytes, QIODevice::WriteOnly);
        out << QByteArray("geometry") << QByteArray("state");
        QCOMPARE(WindowLayout::fromBytes(bytes), (WindowLayout{"geometry", "state", {}}));
    }
    void whatIsBrokenIsNone()
    {
        QVERIFY(!WindowLayout::fromBytes({}));
        QVERIFY(!WindowLayout::fromBytes("nonsense"));
        const QByteArray whole = WindowLayout{"g", "s", {{QStringLiteral("logs"), "left"}}}.toBytes();
        for (qsizetype length = 0; length < whole.size(); ++length)
            if (const auto part = WindowLayout::fromBytes(whole.left(length)))
                QVERIFY(part->own.empty());
        QByteArray many;
        QDataStream out(&many, QIODevice::WriteOnly);
        out << QByteArray("g") << QByteArray("s") << quint32(0xffffffffU);
        QVERIFY(WindowLayout::fromBytes(many)->own.empty());
    }
};

QTEST_APPLESS_MAIN(tst_WindowLayout)
#include "tst_windowlayout.moc"
