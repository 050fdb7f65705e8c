package dev.tagwright.host.users;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface PersonRepository extends JpaRepository<Person, Long> {

    Optional<Person> findByNameKey(String nameKey);

    List<Person> findAllByOrderByNameKey();
}
