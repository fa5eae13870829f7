/** Composers born from 1797 to 1865. See `list.ts` for how a row is written and where it comes from. */
export const romantic = `
Vincenzo Bellini 1801-1835
Jan Kalliwoda 1801-1866 | Kalivoda | Johann Wenzel Kalliwoda
Charles de Bériot 1802-1870 | de Bériot | Beriot
Adolphe Adam 1803-1856
Hector Berlioz 1803-1869
Mikhail Glinka 1804-1857 | Michail Glinka | Михаил Иванович Глинка
Louise Farrenc 1804-1875
Fanny Hensel 1805-1847 | Mendelssohn Hensel | Mendelssohn-Hensel | Fanny Mendelssohn
Louise Bertin 1805-1877
Friedrich Burgmüller 1806-1874
Norbert Burgmüller 1810-1836
Johann Kaspar Mertz 1806-1856
Napoléon Coste 1805-1883
Juan Crisóstomo de Arriaga 1806-1826 | Arriaga
Maria Malibran 1808-1836
Michael William Balfe 1808-1870 | Balfe
Felix Mendelssohn Bartholdy 1809-1847 | Mendelssohn | Mendelssohn-Bartholdy | Феликс Мендельсон
Frédéric Chopin 1810-1849 | Fryderyk Chopin | Szopen | Фредерик Шопен
Robert Schumann 1810-1856 | Роберт Шуман
Otto Nicolai 1810-1849
Samuel Sebastian Wesley 1810-1876
Johanna Kinkel 1810-1858
Franz Liszt 1811-1886 | Ferenc Liszt | Ференц Лист
Ferdinand Hiller 1811-1885
Ambroise Thomas 1811-1896
Wilhelm Taubert 1811-1891
Jean-Baptiste Arban 1825-1889
Friedrich von Flotow 1812-1883
Sigismond Thalberg 1812-1871
Emilie Mayer 1812-1883
Giuseppe Verdi 1813-1901 | Джузеппе Верди
Richard Wagner 1813-1883 | Рихард Вагнер
Charles-Valentin Alkan 1813-1888
Alexander Dargomyzhsky 1813-1869 | Dargomyschski | Dargomijsky | Александр Сергеевич Даргомыжский
Stephen Heller 1813-1888
Adolf von Henselt 1814-1889 | Henselt
Josephine Lang 1815-1880
Robert Franz 1815-1892
Robert Volkmann 1815-1883
William Sterndale Bennett 1816-1875
Niels Gade 1817-1890
Heinrich Ernst 1814-1865
Charles Gounod 1818-1893
Henry Litolff 1818-1891
Antonio Bazzini 1818-1897
Alexandre Goria 1823-1860
Louis Lefébure-Wély 1817-1869
Jacques Offenbach 1819-1880
Stanisław Moniuszko 1819-1872
Clara Schumann 1819-1896 | Wieck
Charles-Louis Hanon 1819-1900
Franz von Suppé 1819-1895
Henri Vieuxtemps 1820-1881
Theodor Kullak 1818-1882
Friedrich Kiel 1821-1885
Giovanni Bottesini 1821-1889
Pauline Viardot 1821-1910 | Viardot-Garcia | Viardot-García
Joachim Raff 1822-1882
César Franck 1822-1890
Luigi Arditi 1822-1903
Édouard Lalo 1823-1892
Theodor Kirchner 1823-1903
Bedřich Smetana 1824-1884 | Friedrich Smetana | Бедржих Сметана
Anton Bruckner 1824-1896
Carl Reinecke 1824-1910
Peter Cornelius 1824-1874
Johann Strauss 1825-1899 | Strauß
Josef Strauss 1827-1870
Eduard Strauss 1835-1916
Joseph Lanner 1801-1843
Stephen Foster 1826-1864
Ludwig Minkus 1826-1917
Louise Héritte-Viardot 1841-1918
Louis Moreau Gottschalk 1829-1869
Anton Rubinstein 1829-1894 | Антон Рубинштейн
Nikolai Rubinstein 1835-1881
Karl Goldmark 1830-1915
Hans von Bülow 1830-1894
Theodor Leschetizky 1830-1915
Jan Gerard Palm 1831-1906
Adolf Jensen 1837-1879
Johannes Brahms 1833-1897 | Иоганнес Брамс
Alexander Borodin 1833-1887 | Borodine | Александр Порфирьевич Бородин
Amilcare Ponchielli 1834-1886
Camille Saint-Saëns 1835-1921
Julius Benedict 1804-1885
César Cui 1835-1918 | Цезарь Кюи
Henryk Wieniawski 1835-1880 | Wieniawsky
Felix Draeseke 1835-1913
Léo Delibes 1836-1891
Mily Balakirev 1837-1910 | Balakirew | Милий Алексеевич Балакирев
Alexandre Guilmant 1837-1911
Émile Waldteufel 1837-1915
Théodore Dubois 1837-1924
Georges Bizet 1838-1875 | Жорж Бизе
Max Bruch 1838-1920
John Stainer 1840-1901
Modest Mussorgsky 1839-1881 | Moussorgsky | Musorgsky | Mussorgski | Модест Петрович Мусоргский
Josef Rheinberger 1839-1901
Friedrich Gernsheim 1839-1916
Eduard Nápravník 1839-1916
Pyotr Ilyich Tchaikovsky 1840-1893 | Tschaikowsky | Tschaikowski | Chaikovsky | Tchaïkovsky | Čajkovskij | Ciaikovski | Chaikovski | Peter Iljitsch Tschaikowsky | Пётр Ильич Чайковский
Johan Svendsen 1840-1911
Hermann Goetz 1840-1876
Antonín Dvořák 1841-1904 | Антонин Дворжак
Emmanuel Chabrier 1841-1894
Giovanni Sgambati 1841-1914
Felip Pedrell 1841-1922
Jules Massenet 1842-1912
Arthur Sullivan 1842-1900
Mykola Lysenko 1842-1912
Arrigo Boito 1842-1918
Edvard Grieg 1843-1907 | Эдвард Григ
David Popper 1843-1913
Giuseppe Martucci 1856-1909
Heinrich von Herzogenberg 1843-1900 | Herzogenberg
Elisabeth von Herzogenberg 1847-1892
Nikolai Rimsky-Korsakov 1844-1908 | Rimsky-Korsakoff | Rimskij-Korsakow | Rimski-Korsakow | Николай Андреевич Римский-Корсаков
Pablo de Sarasate 1844-1908
Charles-Marie Widor 1844-1937
Gabriel Fauré 1845-1924
Augusta Holmès 1847-1903
Luise Adolpha Le Beau 1850-1927
Agathe Backer Grøndahl 1847-1907 | Backer-Grøndahl
Francesco Paolo Tosti 1846-1916 | Tosti
Ignaz Brüll 1846-1907
Robert Fuchs 1847-1927
Philipp Scharwenka 1847-1917
Xaver Scharwenka 1850-1924
Alexander Mackenzie 1847-1935
Hubert Parry 1848-1918
Henri Duparc 1848-1933
Benjamin Godard 1849-1895
Zdeněk Fibich 1850-1900
Francisco Tárrega 1852-1909
Vincent d'Indy 1851-1931 | d'Indy
Charles Villiers Stanford 1852-1924
Hans Huber 1852-1921
André Messager 1853-1929
Teresa Carreño 1853-1917
Moritz Moszkowski 1854-1925 | Moszkowsky
Engelbert Humperdinck 1854-1921
Leoš Janáček 1854-1928
John Philip Sousa 1854-1932
Ernest Chausson 1855-1899
Anatoly Lyadov 1855-1914 | Liadov | Liadow | Ljadow | Анатолий Константинович Лядов
Julius Röntgen 1855-1932
Sergei Taneyev 1856-1915 | Taneiev | Tanejew | Сергей Иванович Танеев
Christian Sinding 1856-1941
Robert Kajanus 1856-1933
Edward Elgar 1857-1934
Cécile Chaminade 1857-1944
Ruggero Leoncavallo 1857-1919
Wilhelm Kienzl 1857-1941
Sylvio Lazzari 1857-1944
Ethel Smyth 1858-1944
Giacomo Puccini 1858-1924
Mel Bonis 1858-1937 | Mélanie Bonis
Eugène Ysaÿe 1858-1931
Josef Bohuslav Foerster 1859-1951
Mikhail Ippolitov-Ivanov 1859-1935 | Михаил Ипполитов-Иванов
Victor Herbert 1859-1924
Sergei Lyapunov 1859-1924 | Liapounov | Ljapunow
Isaac Albéniz 1860-1909
Hugo Wolf 1860-1903
Gustav Mahler 1860-1911
Gustave Charpentier 1860-1956
Ignacy Jan Paderewski 1860-1941
Emil von Reznicek 1860-1945
Edward MacDowell 1860-1908
Anton Arensky 1861-1906 | Arenski | Антон Степанович Аренский
Marco Enrico Bossi 1861-1925
Georgy Catoire 1861-1926
Claude Debussy 1862-1918 | Клод Дебюсси
Frederick Delius 1862-1934
Léon Boëllmann 1862-1897 | Boellmann
Edward German 1862-1936
Maurice Emmanuel 1862-1938
Liza Lehmann 1862-1918
Emil von Sauer 1862-1942
Carrie Jacobs-Bond 1862-1946
Pietro Mascagni 1863-1945
Gabriel Pierné 1863-1937
Felix Weingartner 1863-1942
Felix Blumenfeld 1863-1931
Richard Strauss 1864-1949 | Strauß
Eugen d'Albert 1864-1932 | d'Albert
Alexander Gretchaninov 1864-1956 | Gretchaninoff | Gretschaninow | Александр Гречанинов
Guy Ropartz 1864-1955
Jean Sibelius 1865-1957 | Ян Сибелиус
Carl Nielsen 1865-1931
Paul Dukas 1865-1935
Alexander Glazunov 1865-1936 | Glazounov | Glasunow | Александр Константинович Глазунов
Albéric Magnard 1865-1914
Cornelius Gurlitt 1820-1901
Louis Köhler 1820-1886
Hermann Berens 1826-1880
Jean-Baptiste Duvernoy 1802-1880 | Duvernoy
Albert Loeschhorn 1819-1905
Heinrich Lichner 1829-1898
Gustav Lange 1830-1889
Fritz Spindler 1817-1905
Theodor Oesten 1813-1870
Louis Streabbog 1835-1886
Carl Bohm 1844-1920
Sydney Smith 1839-1889
Tekla Bądarzewska-Baranowska 1834-1861 | Badarzewska | Bądarzewska
Jakob Dont 1815-1888
Hans Sitt 1850-1922
Oskar Rieding 1840-1918
Friedrich Seitz 1848-1918
Charles Dancla 1817-1907
Franz Wohlfahrt 1833-1884
Heinrich Ernst Kayser 1815-1888
Jacques Féréol Mazas 1782-1849 | Mazas
Sebastian Lee 1805-1887
Auguste Franchomme 1808-1884
Georg Goltermann 1824-1898
Joachim Andersen 1847-1909
Wilhelm Popp 1828-1903
Theobald Böhm 1794-1881
Jules Demersseman 1833-1866
Franz Doppler 1821-1883
Ernesto Köhler 1849-1907
Ernesto Cavallini 1807-1874
Julián Arcas 1832-1882
Jules Mouquet 1867-1946
Paul Taffanel 1844-1908
Raffaele Calace 1863-1934
Carlo Munier 1859-1911
Eduard Lassen 1830-1904
Franz Abt 1819-1885
Alexander von Fielitz 1860-1930
Erik Meyer-Helmund 1861-1932
Maude Valérie White 1855-1937
Charlotte Alington Barnard 1830-1869 | Claribel
Hermann Necke 1850-1912
Juventino Rosas 1868-1894
Sebastián Iradier 1809-1865 | Yradier
Ruperto Chapí 1851-1909
Tomás Bretón 1850-1923
Ernesto Nazareth 1863-1934
Chiquinha Gonzaga 1847-1935
Carlos Gomes 1836-1896
Ignacio Cervantes 1847-1905
John Bacchus Dykes 1823-1876
Joseph Barnby 1838-1896
William Henry Monk 1823-1889
Henry Smart 1813-1879
John Goss 1800-1880
Eugène Gigout 1844-1925
Gustav Merkel 1827-1885
August Gottfried Ritter 1811-1885
Julius Reubke 1834-1858
Halfdan Kjerulf 1815-1868
Rikard Nordraak 1842-1866
Peter Heise 1830-1879
Emil Sjögren 1853-1918
August Söderman 1832-1876
Elfrida Andrée 1841-1929
Laura Netzel 1839-1927
Valborg Aulin 1860-1928
Clara Faisst 1872-1948
Ingeborg von Bronsart 1840-1913
Delphine von Schauroth 1813-1887
Leopoldine Blahetka 1809-1885
Mathilde von Rothschild 1832-1924
Marie Jaëll 1846-1925
Loïsa Puget 1810-1889
Carlotta Ferrari 1831-1907
Mary Grant Carmichael 1851-1935
Agnes Zimmermann 1847-1925
Alice Mary Smith 1839-1884
Kate Loder 1825-1904
Caroline Norton 1808-1877
Stephen Adams 1841-1913
Henry Bishop 1786-1855
Jean-Paul Martini 1741-1816
`;
