// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <vector>

namespace wf::base {

// A list of immutable values, read like a vector of them. What one list holds another can hold too: that costs a
// reference count instead of a copy, and being the same value is seen by the pointer. Values may be read on any thread.
template<class T>
class SharedList {
public:
    using Ref = std::shared_ptr<const T>;

    class const_iterator {
    public:
        using iterator_concept = std::random_access_iterator_tag;
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T *;
        using reference = const T &;

        const_iterator() = default;
        explicit const_iterator(const Ref *at) : m_at(at) {}
        reference operator*() const { return **m_at; }
        pointer operator->() const { return m_at->get(); }
        reference operator[](difference_type n) const { return *m_at[n]; }
        const_iterator &operator++() { return *this += 1; }
        const_iterator operator++(int) { return const_iterator(m_at++); }
        const_iterator &operator--() { return *this -= 1; }
        const_iterator operator--(int) { return const_iterator(m_at--); }
        const_iterator &operator+=(difference_type n)
        {
            m_at += n;
            return *this;
        }
        const_iterator &operator-=(difference_type n) { return *this += -n; }
        friend const_iterator operator+(const_iterator i, difference_type n) { return i += n; }
        friend const_iterator operator+(difference_type n, const_iterator i) { return i += n; }
        friend const_iterator operator-(const_iterator i, difference_type n) { return i -= n; }
        friend difference_type operator-(const_iterator a, const_iterator b) { return a.m_at - b.m_at; }
        friend auto operator<=>(const_iterator, const_iterator) = default;

    private:
        const Ref *m_at = nullptr;
    };
    using value_type = T;
    using iterator = const_iterator;

    SharedList() = default;
    SharedList(std::vector<T> values) // NOLINT: a vector is such a list
    {
        reserve(values.size());
        for (auto &value : values)
            push_back(std::move(value));
    }

    SharedList(std::initializer_list<T> values) : SharedList(std::vector<T>(values)) {}

    void reserve(std::size_t size) { m_refs.reserve(size); }
    void push_back(T value) { m_refs.push_back(std::make_shared<const T>(std::move(value))); }
    void share(Ref value) { m_refs.push_back(std::move(value)); } // not null
    void replace(std::size_t at, T value) { m_refs[at] = std::make_shared<const T>(std::move(value)); }

    [[nodiscard]] std::size_t size() const { return m_refs.size(); }
    [[nodiscard]] bool empty() const { return m_refs.empty(); }
    [[nodiscard]] const T &operator[](std::size_t at) const { return *m_refs[at]; }
    [[nodiscard]] const T &at(std::size_t at) const { return *m_refs.at(at); }
    [[nodiscard]] const T &front() const { return *m_refs.front(); }
    [[nodiscard]] const T &back() const { return *m_refs.back(); }
    [[nodiscard]] const Ref &ref(std::size_t at) const { return m_refs[at]; }
    [[nodiscard]] const_iterator begin() const { return const_iterator(m_refs.data()); }
    [[nodiscard]] const_iterator end() const { return const_iterator(m_refs.data() + m_refs.size()); }

private:
    std::vector<Ref> m_refs;
};

} // namespace wf::base
