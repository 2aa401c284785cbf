// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sharedlist.h"

#include <QTest>

#include <algorithm>
#include <string>

using wf::base::SharedList;

static_assert(std::random_access_iterator<SharedList<int>::const_iterator>);

class tst_SharedList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsLikeAVector()
    {
        const SharedList<int> list{1, 3, 5, 7};
        QCOMPARE(list.size(), std::size_t{4});
        QCOMPARE(list.front() + list.back() + list[1], 11);
        QCOMPARE(std::ranges::lower_bound(list, 4) - list.begin(), 2);
        QCOMPARE(std::vector<int>(list.begin(), list.end()), (std::vector{1, 3, 5, 7}));
        QVERIFY(SharedList<int>().empty() && SharedList<int>().begin() == SharedList<int>().end());
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, (void)list.at(4));
    }
    void valuesAreSharedAndNeverChangedUnderOthers()
    {
        SharedList<std::string> first{std::vector<std::string>{"a", "b"}};
        SharedList<std::string> second = first;
        second.share(first.ref(0));
        second.replace(1, "other");
        QCOMPARE(&second[2], &first[0]);
        QCOMPARE(first[1], std::string("b"));
        QCOMPARE(second[1], std::string("other"));
        const auto kept = first.ref(1);
        first = {};
        QCOMPARE(*kept, std::string("b"));
    }
};

QTEST_APPLESS_MAIN(tst_SharedList)
#include "tst_sharedlist.moc"
