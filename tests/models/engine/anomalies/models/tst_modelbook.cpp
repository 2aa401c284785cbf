// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/models/modelbook.h"

#include "models/base/clock.h"
#include "models/store/store.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

struct Place {
    base::ManualClock clock{1'763'700'000 * base::nsPerSecond};
    QTemporaryDir dir;
    [[nodiscard]] store::StoreOptions options() const
    {
        store::StoreOptions out;
        out.directory = dir.path();
        return out;
    }
};

engine::ModelsBySeries loaded(engine::ModelBook &book, const QString &question)
{
    std::optional<engine::ModelsBySeries> out;
    const auto request = book.load(question, [&out](engine::ModelsBySeries models) { out = std::move(models); });
    return QTest::qWaitFor([&out] { return out.has_value(); }) ? *out : engine::ModelsBySeries{};
}

} // namespace

class ModelBookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void whatWasSavedIsThereAfterARestart()
    {
        const Place place;
        const engine::ModelsBySeries models{{u"requests {service=\"a\"}"_s, QByteArray("\0\1\2", 3)},
                                            {u"requests {service=\"b\"}"_s, "x"}};
        {
            store::Store store(place.options(), place.clock);
            engine::ModelBook book(&store.answers());
            QVERIFY(loaded(book, u"requests"_s).isEmpty());
            book.save(u"requests"_s, models);
            book.save(u"errors"_s, {{u"errors {}"_s, "y"}});
            book.save(u"requests"_s, models);                  // again: named once
            QTRY_COMPARE(loaded(book, u"requests"_s), models); // written on a thread of its own
        }
        store::Store store(place.options(), place.clock);
        engine::ModelBook book(&store.answers());
        QCOMPARE(loaded(book, u"requests"_s), models);
        QStringList names;
        const auto request = book.questions([&names](const QStringList &found) { names = found; });
        QTRY_COMPARE(names, (QStringList{u"errors"_s, u"requests"_s}));
    }
    void manySeriesLieInPagesAndTheNewestWordCounts()
    {
        const Place place;
        engine::ModelsBySeries models;
        for (int i = 0; i < 1000; ++i)
            models.insert(u"requests {service=\"s%1\"}"_s.arg(i), QByteArray::number(i));
        {
            store::Store store(place.options(), place.clock);
            engine::ModelBook book(&store.answers());
            book.save(u"requests"_s, {{u"requests {}"_s, "old"}});
            book.save(u"requests"_s, models); // takes the place of the one before, and is written though the book ends
        }
        store::Store store(place.options(), place.clock);
        engine::ModelBook book(&store.answers());
        QCOMPARE(loaded(book, u"requests"_s), models);
    }
    void withoutACacheNothingIsKept()
    {
        engine::ModelBook book(nullptr);
        book.save(u"requests"_s, {{u"a"_s, "x"}});
        QVERIFY(loaded(book, u"requests"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ModelBookTest)
#include "tst_modelbook.moc"
